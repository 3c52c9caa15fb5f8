import type { RecordedEvent } from '../../engine/events/index.ts';
import { createTimeline, type History } from '../../engine/timeline/index.ts';
import { add, nothing, type Given } from './contenders/contender.ts';
import { time } from './measure.ts';
import { spreadOf, type Spread } from './report.ts';

const LENGTH = 1_000_000;
const JUMPS = 2_000;
const REPLAYS = 10;

export interface JumpFigures {
  /** Milliseconds to make the timeline, which folds everything once. */
  readonly making: Spread;
  /** Microseconds for a jump to a random position. */
  readonly jumping: Spread;
  /** Microseconds for replaying from the start to a random position. */
  readonly replaying: Spread;
  readonly mostRead: number;
  readonly checkpoints: number;
}

/** A fixed sequence that looks random: the linear congruential generator of Numerical Recipes. */
function positions(count: number): number[] {
  let seed = 1;
  return Array.from({ length: count }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed % (LENGTH + 1);
  });
}

export async function measureJumps(rounds: number): Promise<JumpFigures> {
  const events: RecordedEvent<Given>[] = Array.from({ length: LENGTH }, (_, i) => ({
    id: `event-${i}`,
    type: 'deposited',
    data: { account: `account-${i % 1_000}`, amount: i % 997, currency: 'EUR' },
    schemaVersion: 1,
    metadata: {},
    stream: `account-${i % 1_000}`,
    version: Math.floor(i / 1_000) + 1,
    position: i + 1,
    recordedAt: i,
  }));
  const history: History<RecordedEvent<Given>> = {
    length: LENGTH,
    eventAt: (position) => events[position - 1] as RecordedEvent<Given>,
  };
  const fold = {
    initial: nothing,
    evolve: (totals: typeof nothing, event: Given) => add(totals, event.data),
  };
  const [making, jumping, replaying]: [number[], number[], number[]] = [[], [], []];
  let timeline = createTimeline(history, fold);
  let mostRead = 0;
  for (let round = -1; round < rounds; round += 1) {
    const made = await time(() => void (timeline = createTimeline(history, fold)));
    const jumped = await time(() => {
      for (const position of positions(JUMPS))
        mostRead = Math.max(mostRead, timeline.stateAt(position).eventsRead);
    });
    const replayed = await time(() => {
      for (const position of positions(REPLAYS)) {
        let state = nothing;
        for (let i = 0; i < position; i += 1) state = fold.evolve(state, events[i] as Given);
        if (state.sum !== timeline.stateAt(position).state.sum) throw new Error('A jump went wrong.');
      }
    });
    if (round < 0) continue;
    making.push(made);
    jumping.push((jumped * 1e3) / JUMPS);
    replaying.push((replayed * 1e3) / REPLAYS);
  }
  return {
    making: spreadOf(making),
    jumping: spreadOf(jumping),
    replaying: spreadOf(replaying),
    mostRead,
    checkpoints: timeline.checkpoints,
  };
}
