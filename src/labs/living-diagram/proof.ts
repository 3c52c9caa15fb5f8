import { searchRuns, type Game } from '../../../engine/explore/index.ts';
import type { Proof, Run } from '../../lab-frame/lab.ts';
import { play } from './lab.ts';
import type { ScenarioId } from './openings.ts';
import { isShopping, type Command, type Shopping } from './requests.ts';
import { isCurrent } from './scenarios.ts';
import { openWorld } from './world.ts';

/** There are about half the square of this many ways, so what is tried of a longer run is its beginning. */
const MOST_COMMANDS = 40;

const FAULTS = {
  'cut the bus': { type: 'cut', part: 'bus' },
  'mend the bus': { type: 'restore', part: 'bus' },
  'wipe the read database': { type: 'wipe', part: 'read-database' },
} as const satisfies Record<string, Command>;

type Fault = keyof typeof FAULTS;

const isFault = (choice: string): choice is Fault => Object.hasOwn(FAULTS, choice);

/** What a run asks the write side for, without what it broke; and whether it ends with a replay. */
interface Story {
  readonly scenario: ScenarioId;
  readonly commands: readonly Shopping[];
  readonly replays: boolean;
}

/**
 * Every moment at which one thing can break in the learner's own run: the bus cut and mended later, or the read
 * database wiped. It fails if rows are missing in the end; if the run ends with a replay, none are.
 */
export const proof: Proof<Command> = {
  cases: (run) => {
    const { commands, replays } = storyOf(run);
    const count = commands.length === 1 ? 'one command' : `${commands.length || 'no'} commands`;
    const end = replays ? 'with a replay' : 'without a replay';
    return `ways to break nothing, to cut the event bus and mend it later, or to wipe the read database, in a run of ${count} ${end} at the end`;
  },
  failure: 'leave the read database without something that is in the event store',
  start: (run) => {
    const story = storyOf(run);
    const search = searchRuns(gameOf(story), { maxCost: 1 });
    return {
      advance: (budget) => {
        const { runs, violations, progress, outcome, counterexample } = search.advance(budget);
        return {
          tried: runs,
          failing: violations,
          progress,
          outcome,
          counterexample:
            counterexample === null ? null : { ...run, commands: commandsOf(story, counterexample.choices) },
        };
      },
    };
  },
};

function storyOf(run: Run<Command>): Story {
  play(run); // which refuses what is no run of this lab
  return {
    scenario: run.scenario as ScenarioId,
    commands: run.commands.filter(isShopping).slice(0, MOST_COMMANDS),
    replays: run.commands.at(-1)?.type === 'replay',
  };
}

/** The story as something to search: at each moment it goes on, or something breaks. */
export function gameOf({ scenario, commands, replays }: Story): Game {
  return {
    cost: (choice) => (choice === 'cut the bus' || choice === 'wipe the read database' ? 1 : 0),
    start: () => {
      const world = openWorld(scenario);
      let done = 0;
      let replayed = false;
      let cutAt: number | null = null;
      const choices = (): readonly string[] => {
        const going = done < commands.length;
        if (cutAt !== null) return [...(going ? ['go on'] : []), ...(done > cutAt ? ['mend the bus'] : [])];
        if (replayed) return [];
        if (going) return ['go on', 'cut the bus', 'wipe the read database'];
        return [replays ? 'replay' : 'end', 'wipe the read database'];
      };
      return {
        choices,
        take: (choice) => {
          if (isFault(choice)) {
            world.obey(FAULTS[choice]);
            if (choice === 'cut the bus') cutAt = done;
            if (choice === 'mend the bus') cutAt = null;
          } else if (choice === 'go on') {
            world.obey(commands[done] as Shopping);
            done += 1;
          } else {
            if (choice === 'replay') world.obey({ type: 'replay' });
            replayed = true;
          }
        },
        violation: () => (replayed && !isCurrent(world.view) ? proof.failure : null),
      };
    },
  };
}

/** What was chosen, as commands of this lab. */
function commandsOf({ commands }: Story, choices: readonly string[]): readonly Command[] {
  let done = 0;
  return choices.flatMap((choice): readonly Command[] => {
    if (isFault(choice)) return [FAULTS[choice]];
    if (choice === 'replay') return [{ type: 'replay' }];
    return choice === 'go on' ? [commands[done++] as Shopping] : [];
  });
}
