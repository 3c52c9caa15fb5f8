import { InvalidInputError } from '../../../engine/errors.ts';
import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { formatMoney } from '../../ui/format.ts';
import { openBank } from './bank.ts';
import { requireCommand, type Command } from './commands.ts';
import { scenarios } from './scenarios.ts';
import { SETTINGS } from './settings.ts';
import { check } from './spec.ts';
import { labelOf, lineOf, narrate, outcomeInWords } from './texts.ts';
import { plainBalance } from './variants.ts';
import { CLAUSES, STATIONS, type ScenarioId, type Station, type View } from './view.ts';

/** The lab of chapter 4: a command on its way from load to project, and what `decide` and `evolve` do on it. */
export const teller: Lab<Command, View> = {
  id: 'teller',
  title: 'Teller',
  scenarios,
  columns: [
    { title: 'Outcome', cell: outcomeInWords },
    { title: 'Version', numeric: true, cell: ({ events }) => String(events.length) },
    { title: 'Balance', numeric: true, cell: ({ state }) => formatMoney(state.balance) },
  ],
  play,
};

/** A link could carry more commands than anyone would give; nobody should wait for them. */
const MOST_COMMANDS = 500;

/**
 * Plays a run: each command goes its way through the stations, and each station is a step of the trace.
 *
 * @throws InvalidInputError for an unknown scenario, a seed that is no safe integer, more than 500 commands, and a
 *   command that is unknown or that this scenario does not offer
 */
export function play(run: Run<Command>): Trace<View> {
  const commands = requireRun(run);
  const scenario = requireScenario(run.scenario);
  const { history, code, offers } = SETTINGS[scenario];
  const bank = openBank(history, code);
  let last: View = {
    scenario,
    stage: { kind: 'start', at: null },
    code,
    events: bank.events(),
    state: bank.state(),
    statement: bank.statement(),
    refusals: [],
  };
  const steps = [stepOf(last, 0)];

  for (const [i, given] of commands.entries()) {
    const command = requireCommand(given, offers, `run.commands[${i}]`);
    const add = (stage: View['stage'], change: Partial<View> = {}): void => {
      last = { ...last, ...change, stage };
      steps.push(stepOf(last, i + 1));
    };
    if (command.type === 'deploy') {
      bank.deploy(command.code);
      add({ kind: 'deployed', at: null }, { code: command.code, state: bank.state() });
    } else if (command.type === 'check') {
      const checked = check(command);
      for (const at of CLAUSES) add({ kind: 'spec', at, checked });
    } else {
      const handling = bank.handle(command);
      const { before, decision, after } = handling;
      const { events, refusals } = last;
      const changes: Partial<Record<Station, Partial<View>>> =
        decision.kind === 'refused'
          ? { decide: { refusals: [...new Set([...refusals, decision.reason])] } }
          : {
              append: { events: [...events, ...decision.events], state: after },
              project: { statement: bank.statement(), state: after },
            };
      for (const at of decision.kind === 'refused' ? STATIONS.slice(0, 3) : STATIONS) {
        add({ kind: 'command', at, handling }, { state: before, ...changes[at] });
      }
    }
  }
  return { length: steps.length, at: (index) => steps[index] as Step<View> };
}

function requireRun({ seed, commands }: Run<Command>): readonly Command[] {
  if (!Number.isSafeInteger(seed)) throw new InvalidInputError('run.seed', 'a safe integer', seed);
  if (Array.isArray(commands) && commands.length <= MOST_COMMANDS) return commands as readonly Command[];
  throw new InvalidInputError('run.commands', `an array of at most ${MOST_COMMANDS} commands`, commands);
}

function requireScenario(scenario: string): ScenarioId {
  if (Object.hasOwn(SETTINGS, scenario)) return scenario as ScenarioId;
  throw new InvalidInputError('run.scenario', `one of ${Object.keys(SETTINGS).join(', ')}`, scenario);
}

function stepOf(view: View, after: number): Step<View> {
  return {
    label: labelOf(view.stage),
    narration: narrate(view),
    view,
    after,
    ...lineOf(view),
    ...(isBroken(view) && { broken: true }),
  };
}

/** An event that should never have been written was written, or a specification fails with the sound code. */
function isBroken({ stage, events }: View): boolean {
  if (stage.kind === 'spec') return stage.at === 'then' && stage.checked.verdicts[0]?.result.passed === false;
  return stage.at === 'append' && plainBalance(events) < 0;
}
