import { cartSummary } from '../../../engine/domains/cart.ts';
import type { Step } from '../../lab-frame/lab.ts';
import { ask } from './asking.ts';
import { requestOf, send } from './commanding.ts';
import { apply } from './mending.ts';
import { openings, type ScenarioId } from './openings.ts';
import { ALL_WORK } from './parts.ts';
import { replay } from './replaying.ts';
import { isShopping, type Command } from './requests.ts';
import { openShop, type Shop } from './shop.ts';
import { createStage, type Stage } from './stage.ts';
import { opened } from './texts.ts';
import type { Fact, View } from './view.ts';

/** One world, going on with each command. What it is made of is mutable; what it shows is not. */
export interface World {
  /** What is shown now. */
  readonly view: View;
  /** Obeys a command that is possible here, and gives what happened, step by step. */
  obey(command: Command): readonly Step<View>[];
}

const NOTHING_YET = {
  happened: 'start',
  at: null,
  way: null,
  command: null,
  aggregate: null,
  opened: null,
  bus: { event: null, handed: 0, lost: 0 },
  answer: null,
} as const;

const EMPTY: View = {
  ...NOTHING_YET,
  conditions: ALL_WORK,
  waiting: [],
  cart: '1',
  events: [],
  rows: cartSummary.initial,
  checkpoint: 0,
  truth: cartSummary.initial,
};

/** Opens the world of a scenario: its history is recorded by the very parts that go on with it. */
export function openWorld(scenario: ScenarioId): World {
  const shop = openShop();
  const stage = createStage(EMPTY);
  for (const command of openings[scenario]()) act(stage, shop, command);
  stage.takeSteps();
  stage.show(NOTHING_YET);
  return {
    get view() {
      return stage.view;
    },
    obey: (command) => {
      act(stage, shop, command);
      return stage.takeSteps();
    },
  };
}

function act(stage: Stage, shop: Shop, command: Command): void {
  const { cart, events } = stage.view;
  if (isShopping(command)) send(stage, shop, requestOf(shop, cart, command));
  else if (command.type === 'ask') ask(stage, shop, { ...command, cart });
  else if (command.type === 'replay') replay(stage, shop);
  else if (command.type === 'open') {
    const fact = events[command.position - 1] as Fact;
    const telling = { happened: 'opened', at: 'store', label: fact.type } as const;
    stage.tell({ ...telling, narration: opened(fact) }, { opened: fact });
  } else apply(stage, shop, command.type, command.part);
}
