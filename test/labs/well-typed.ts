import fc from 'fast-check';
import type { LabId } from '../../src/labs/catalogue.ts';
import type { Command as BadNetworkCommand } from '../../src/labs/bad-network/world.ts';
import { FINDS, GUARDS } from '../../src/labs/bad-network/world.ts';
import type { Command as CoordinatorCommand } from '../../src/labs/coordinator/world.ts';
import { COORDINATOR, PARTICIPANTS, PROTOCOLS, SLOWNESS } from '../../src/labs/coordinator/setup.ts';
import { DEEDS, PARTS } from '../../src/labs/living-diagram/parts.ts';
import { ITEMS, type Command as DiagramCommand } from '../../src/labs/living-diagram/requests.ts';
import {
  EXPECTATIONS,
  FACTS,
  MOST_GIVEN,
  ORDERS,
  type Command as TellerCommand,
} from '../../src/labs/teller/commands.ts';
import { CODES } from '../../src/labs/teller/variants.ts';
import { WISH_IDS } from '../../src/labs/three-views/history.ts';
import { MOMENTS, SAVINGS } from '../../src/labs/three-views/saving.ts';
import { SCREEN_IDS, type Command as ViewsCommand } from '../../src/labs/three-views/view.ts';
import type { Command as TimeCommand } from '../../src/labs/time-machine/world.ts';
import { DESIGNS } from '../../src/labs/two-databases/designs.ts';
import { QUESTIONS } from '../../src/labs/two-databases/questions.ts';
import type { Command as BooksCommand } from '../../src/labs/two-databases/world.ts';
import { CUSTOMERS } from '../../src/labs/two-users/race.ts';
import type { Command as RaceCommand } from '../../src/labs/two-users/world.ts';
import { VOTES } from '../../engine/commit/index.ts';

/** Commands that have the form of a lab's own, most of them of a kind that somebody would give. */

const one = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const type = <Type extends string>(...types: readonly Type[]): fc.Arbitrary<Type> =>
  fc.constantFrom(...types);

const count = fc.nat({ max: 12 });

const envelope = fc.constantFrom('1', '2', '3', '1b', '2b', '3b', 'a', '?1', 'gone');
const badNetwork: fc.Arbitrary<BadNetworkCommand> = fc.oneof(
  fc.record({ type: type('drop', 'duplicate'), envelope, at: count }),
  fc.record({ type: type('delay'), envelope, behind: envelope, at: count }),
  fc.record({ type: type('consumer'), guards: fc.subarray([...GUARDS]), find: one(FINDS) }),
  fc.record({ type: type('calm') }),
);

const node = one([COORDINATOR, ...PARTICIPANTS]);
const at = fc.nat({ max: 30 });
const coordinator: fc.Arbitrary<CoordinatorCommand> = fc.oneof(
  fc.record({ type: type('protocol'), protocol: one(PROTOCOLS) }),
  fc.record({ type: type('cooperative'), on: fc.boolean() }),
  fc.record({ type: type('participants'), count: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ type: type('vote'), node, vote: one(VOTES) }),
  fc.record({ type: type('slow'), node, times: one(SLOWNESS) }),
  fc.record({ type: type('crash', 'restart'), node, at }),
  fc.record({ type: type('cut', 'mend'), a: node, b: node, at }),
  fc.record({ type: type('wait'), at: fc.nat({ max: 200 }) }),
);

const item = one(ITEMS);
const livingDiagram: fc.Arbitrary<DiagramCommand> = fc.oneof(
  fc.record({ type: type('create', 'check-out', 'replay') }),
  fc.record({ type: type('add', 'remove'), item }),
  fc.record({ type: type('ask'), from: type('read-database', 'events') }),
  fc.record({ type: type('open'), position: count }),
  fc.record({ type: one(DEEDS), part: one(PARTS) }),
);

const teller: fc.Arbitrary<TellerCommand> = fc.oneof(
  one(ORDERS),
  fc.record({ type: type('deploy'), code: one(CODES) }),
  fc.record({
    type: type('check'),
    given: fc.array(one(FACTS), { maxLength: MOST_GIVEN }),
    when: one(ORDERS),
    then: one(EXPECTATIONS),
  }),
);

const view = one(SCREEN_IDS);
const threeViews: fc.Arbitrary<ViewsCommand> = fc.oneof(
  fc.record({ type: type('append'), wish: one(WISH_IDS) }),
  fc.record({ type: type('pass', 'prepare', 'swap', 'rollBack', 'discard', 'replace') }),
  fc.record({ type: type('advance'), view, max: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ type: type('pause', 'resume'), view }),
  fc.record({ type: type('spoil', 'mend'), view }),
  fc.record({ type: type('retry', 'park'), view }),
  fc.record({ type: type('wipe', 'rewind'), view }),
  fc.record({ type: type('crash'), view, at: one(MOMENTS) }),
  fc.record({ type: type('restart'), view: type('orders', 'products', 'history') }),
  fc.record({ type: type('save'), saving: one(SAVINGS) }),
);

const position = fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 110_000 }));
const timeMachine: fc.Arbitrary<TimeCommand> = fc.oneof(
  fc.record({ type: type('toggle', 'look', 'accuse'), position }),
  fc.record({ type: type('deploy'), code: type('faulty', 'sound') }),
  fc.record({
    type: type('ask'),
    time: fc.oneof(fc.integer({ min: 1_600_000_000_000, max: 2_000_000_000_000 }), fc.maxSafeInteger()),
  }),
);

const { keys, values } = {
  keys: Object.values(DESIGNS).flatMap((design) => design.keys),
  values: Object.values(DESIGNS).flatMap((design) => design.values),
};
const twoDatabases: fc.Arbitrary<BooksCommand> = fc.oneof(
  fc.record({ type: type('write'), key: one(keys), value: one(values) }),
  fc.record({
    type: type('ask'),
    side: type('row', 'log'),
    question: one(Object.values(QUESTIONS).flatMap((questions) => questions.map(({ id }) => id))),
  }),
  fc.record({ type: type('edit', 'delete'), position: fc.nat({ max: 9 }) }),
  fc.record({ type: type('add-columns') }),
);

const customer = one(CUSTOMERS);
const twoUsers: fc.Arbitrary<RaceCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: type('step'), customer }) },
  fc.record({ type: type('appending'), appending: type('unchecked', 'checked', 'retrying') }),
  fc.record({ type: type('boundary'), boundary: type('seat', 'flight') }),
  fc.record({ type: type('append-again'), customer, expecting: type('loaded', 'found') }),
);

export const WELL_TYPED: Readonly<Record<LabId, fc.Arbitrary<unknown>>> = {
  'bad-network': badNetwork,
  coordinator,
  'living-diagram': livingDiagram,
  teller,
  'three-views': threeViews,
  'time-machine': timeMachine,
  'two-databases': twoDatabases,
  'two-users': twoUsers,
};
