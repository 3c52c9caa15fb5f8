import type { Advanced, Projector } from '../../../engine/projections/index.ts';
import { WISHES, type OrderFact } from './history.ts';
import { createMachinery } from './machinery.ts';
import { createJudge } from './oracle.ts';
import { readModelOf } from './read-models.ts';
import { Crash, type Moment } from './saving.ts';
import {
  SCREEN_IDS,
  type Command,
  type Happening,
  type Managed,
  type ScenarioId,
  type Screen,
  type ScreenId,
  type View,
} from './view.ts';

/** The machinery, as commands drive it and as it is looked at. */
export interface World {
  /** Obeys a command that is possible now; gives what happens, one thing after the other. */
  readonly obey: (command: Command) => Iterable<Happening>;
  /** Takes a picture of everything. */
  readonly look: () => Omit<View, 'ready' | 'furthestRead' | 'wrongRead' | 'did'>;
}

export function openWorld(scenario: ScenarioId): World {
  const machinery = createMachinery(scenario);
  const { log, models, spoilt } = machinery;
  const judge = createJudge();
  const paused = new Set<ScreenId>();
  const down = new Set<ScreenId>();

  const known = (id: ScreenId): Projector<unknown> => {
    const projector = machinery.projectorOf(id);
    if (projector === undefined) throw new Error(`There is no view ${id}.`);
    return projector;
  };

  const stateOf = (id: ScreenId, { status }: Projector<unknown>): Screen['state'] => {
    if (down.has(id)) return 'down';
    if (status.state === 'stopped') return 'stopped';
    return paused.has(id) ? 'paused' : 'running';
  };

  const screenOf = (id: ScreenId, projector: Projector<unknown>): Screen => {
    const { model, checkpoint, lag } = projector;
    const version = machinery.versionOf(id);
    const { headings, rows, projection } = readModelOf(id === 'beside' ? 'products' : id, version);
    const spoiltAt = spoilt.get(id) ?? 0;
    const parked = projector.parked.map(({ position }) => position);
    return {
      id,
      version,
      headings,
      rows: rows(model),
      changed: [],
      checkpoint,
      lag,
      state: stateOf(id, projector),
      spoiltAt: spoiltAt > checkpoint ? spoiltAt : null,
      parked,
      verdict: judge(projection, { model, checkpoint, parked }, log()),
    };
  };

  const look: World['look'] = () => ({
    scenario,
    log: log(),
    screens: SCREEN_IDS.flatMap((id) => {
      const projector = machinery.projectorOf(id);
      return projector === undefined ? [] : [screenOf(id, projector)];
    }),
    saving: models.saving,
    beside: machinery.served.progress?.role ?? null,
  });

  /** Lets a view go on, and tells how far it came. */
  const goOn = (screen: ScreenId, how: (projector: Projector<unknown>) => Advanced): Happening => {
    const projector = known(screen);
    const from = projector.checkpoint;
    const { checkpoint: to, status } = how(projector);
    const failed = status.state === 'stopped' ? status.error.position : null;
    return { type: 'handled', screen, from, to, failed };
  };

  const crash = (screen: ScreenId, at: Moment): Happening => {
    const projector = known(screen);
    const position = projector.checkpoint + 1;
    const event = (log()[position - 1] as OrderFact).type;
    models.crashAt(at);
    try {
      projector.advance(1);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    down.add(screen);
    return { type: 'crashed', screen, at, position, event };
  };

  /** What was done to a view, and where it stands. */
  const done = (type: Managed['type'], screen: ScreenId): Managed => ({
    type,
    screen,
    position: known(screen).checkpoint,
  });

  function* obey(command: Command): Generator<Happening, void, void> {
    switch (command.type) {
      case 'append':
        return yield {
          type: 'appended',
          wish: command.wish,
          refused: machinery.fulfil(WISHES[command.wish]),
        };
      case 'pass':
        for (const { id, state, lag } of look().screens) {
          if (state === 'running' && lag > 0) yield goOn(id, (projector) => projector.advance(1));
        }
        return;
      case 'advance':
        return yield goOn(command.view, (projector) => projector.advance(command.max));
      case 'pause':
        paused.add(command.view);
        return yield done('paused', command.view);
      case 'resume':
        paused.delete(command.view);
        return yield done('resumed', command.view);
      case 'spoil':
        spoilt.set(command.view, known(command.view).checkpoint + 1);
        return yield done('spoiled', command.view);
      case 'mend':
        spoilt.delete(command.view);
        return yield done('mended', command.view);
      case 'retry':
        return yield goOn(command.view, (projector) => projector.retry());
      case 'park':
        known(command.view).park();
        return yield done('parked', command.view);
      case 'crash':
        return yield crash(command.view, command.at);
      case 'restart':
        down.delete(command.view);
        machinery.restart(command.view);
        return yield done('restarted', command.view);
      case 'save':
        models.saveFromNowOn(command.saving);
        return yield { type: 'saving', saving: command.saving };
      case 'wipe':
        known(command.view).clear();
        return yield done('wiped', command.view);
      case 'rewind':
        models.rewind(known(command.view).name);
        return yield done('rewound', command.view);
      case 'prepare':
        machinery.prepare();
        return yield { type: 'prepared' };
      case 'swap':
        machinery.swap();
        return yield { type: 'swapped' };
      case 'rollBack':
        machinery.rollBack();
        return yield { type: 'rolledBack' };
      case 'discard':
        machinery.served.discard();
        return yield { type: 'discarded' };
      case 'replace':
        machinery.replace();
        return yield { type: 'replaced' };
    }
  }

  return { obey, look };
}
