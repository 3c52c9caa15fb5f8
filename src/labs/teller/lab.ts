import { InvalidInputError } from '../../../engine/errors.ts';
import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { formatMoney } from '../../ui/format.ts';
import { openBank, type Bank, type Handling } from './bank.ts';
import { requireCommand, type Command } from './commands.ts';
import { impossible, SETTINGS } from './settings.ts';
import { scenarios } from './scenarios.ts';
import { check } from './spec.ts';
import { labelOf, lineOf, narrate, orderInWords, outcomeInWords } from './texts.ts';
import { plainBalance } from './variants.ts';
import { CLAUSES, STATIONS, type ScenarioId, type Stage, type Station, type View } from './view.ts';

/** The lab of chapter 4: a command on its way from load to project, and what `decide` and `evolve` do on it. */
export const teller: Lab<Command, View> = {
  id: 'teller',
  title: 'Teller',
  scenarios,
  columns: [
    { title: 'Command', cell: ({ stage }) => commandCell(stage) },
    { title: 'Outcome', cell: (view) => outcomeInWords(view) },
    { title: 'Version', numeric: true, cell: ({ events }) => String(events.length) },
    { title: 'Balance', numeric: true, cell: ({ state }) => formatMoney(state.balance) },
  ],
  play,
};

function commandCell(stage: Stage): string {
  switch (stage.kind) {
    case 'station':
      return orderInWords(stage.handling.order);
    case 'clause':
      return orderInWords(stage.checked.spec.when);
    default:
      return '';
  }
}

/** A link could carry more commands than anyone would give; nobody should wait for them. */
const MOST_COMMANDS = 500;

/**
 * Plays a run: each command goes its way through the stations, and each station is a step of the trace.
 *
 * @throws InvalidInputError for an unknown scenario, a seed that is no safe integer, more than 500 commands, and a
 *   command that is unknown or that this scenario does not offer
 */
export function play(run: Run<Command>): Trace<View> {
  const id = requireScenario(run.scenario);
  if (!Number.isSafeInteger(run.seed)) throw new InvalidInputError('run.seed', 'a safe integer', run.seed);
  if (!Array.isArray(run.commands) || run.commands.length > MOST_COMMANDS) {
    throw new InvalidInputError(
      'run.commands',
      `an array of at most ${MOST_COMMANDS} commands`,
      run.commands,
    );
  }

  const { history, code } = SETTINGS[id];
  const bank = openBank(history, code);
  const start: View = {
    scenario: id,
    stage: { kind: 'start' },
    code,
    events: bank.events(),
    state: bank.state(),
    statement: bank.statement(),
    refusals: [],
    checked: null,
  };
  const steps: Step<View>[] = [stepOf(start, 0)];
  let last = start;
  const add = (change: Partial<View> & Pick<View, 'stage'>, after: number): void => {
    last = { ...last, ...change };
    steps.push(stepOf(last, after));
  };

  for (const [i, given] of (run.commands as readonly Command[]).entries()) {
    const command = requireCommand(given, `run.commands[${i}]`);
    const reason = impossible(id, command.type);
    if (reason !== null) {
      throw new InvalidInputError(
        `run.commands[${i}].type`,
        'a command that is possible here',
        `${command.type}. ${reason}`,
      );
    }
    switch (command.type) {
      case 'deploy':
        bank.deploy(command.code);
        add({ stage: { kind: 'deployed' }, code: command.code, state: bank.state() }, i + 1);
        break;
      case 'check': {
        const { type: _, ...spec } = command;
        const checked = check(spec);
        for (const clause of CLAUSES) {
          add({ stage: { kind: 'clause', clause, checked }, checked }, i + 1);
        }
        break;
      }
      default: {
        const handling = bank.handle(command);
        for (const station of STATIONS) {
          if (handling.decision.kind === 'refused' && station === 'append') break;
          add(
            { stage: { kind: 'station', station, handling }, ...changedBy(station, handling, last, bank) },
            i + 1,
          );
        }
      }
    }
  }
  return {
    length: steps.length,
    at: (index) => steps[index] as Step<View>,
  };
}

/** What a station changes of what can be seen. */
function changedBy(
  station: Station,
  { before, after, decision }: Handling,
  { events, refusals }: View,
  bank: Bank,
): Partial<View> {
  switch (station) {
    case 'fold':
      return { state: before };
    case 'decide':
      if (decision.kind === 'accepted' || refusals.includes(decision.reason)) return {};
      return { refusals: [...refusals, decision.reason] };
    case 'append':
      return decision.kind === 'accepted' ? { events: [...events, ...decision.events], state: after } : {};
    case 'project':
      return { statement: bank.statement() };
    case 'load':
      return {};
  }
}

function requireScenario(scenario: string): ScenarioId {
  const found = scenarios.find(({ id }) => id === scenario);
  if (found !== undefined) return found.id;
  throw new InvalidInputError('run.scenario', scenarios.map(({ id }) => `'${id}'`).join(', '), scenario);
}

function stepOf(view: View, after: number): Step<View> {
  const line = lineOf(view);
  return {
    label: labelOf(view.stage),
    narration: narrate(view),
    view,
    after,
    ...(line !== null && { line }),
    ...(isBroken(view) && { broken: true }),
  };
}

/** An event that should never have been written was written, or a specification fails with the sound code. */
function isBroken({ stage, events }: View): boolean {
  if (stage.kind === 'station') return stage.station === 'append' && plainBalance(events) < 0;
  return (
    stage.kind === 'clause' && stage.clause === 'then' && stage.checked.verdicts[0]?.result.passed === false
  );
}
