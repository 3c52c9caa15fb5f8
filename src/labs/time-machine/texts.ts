import { DAILY_LIMIT, withdrawnOn, withinDailyLimit } from '../../../engine/domains/card-limit.ts';
import {
  formatCount,
  formatMoney,
  formatMoneyChange,
  formatTime,
  formatTimeWithYear,
  formatWeekday,
  formatYear,
} from '../../ui/format.ts';
import type { Account, Code, Command, State, World } from './world.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

/** The day of the week on which something was recorded, or its year where a history is long. */
export function day(world: World, time: number): string {
  return world.scenario === 'long' ? formatYear(time) : formatWeekday(time);
}

/** When an event was recorded; with the year where a history is long. */
export function when(world: World, time: number): string {
  return world.scenario === 'long' ? formatTimeWithYear(time) : formatTime(time);
}

/** What an event says, in a few words: `+1,000.00 salary, by transfer`. */
export const summary = (event: Account): string => `${amountOf(event)} ${circumstances(event)}`.trim();

/** What an event says besides its amount: `salary, by transfer`. */
export function circumstances(event: Account): string {
  switch (event.type) {
    case 'AccountCreated':
      return `for ${event.data.owner}`;
    case 'MoneyDeposited':
    case 'MoneyWithdrawn':
      return `${event.data.reason}, by ${event.data.via}`;
    case 'AccountBlocked':
      return event.data.reason;
  }
}

/** The amount alone, as it stands on a small note. */
export function amountOf(event: Account): string {
  switch (event.type) {
    case 'MoneyDeposited':
      return formatMoneyChange(event.data.amount);
    case 'MoneyWithdrawn':
      return formatMoneyChange(-event.data.amount);
    default:
      return '';
  }
}

export const stateInWords = (state: State): string =>
  `balance ${formatMoney(state.balance)}, withdrawn that day ${formatMoney(state.withdrawnToday)}`;

export const limitInWords = (state: State): string =>
  withinDailyLimit(state)
    ? `within the daily limit of ${formatMoney(DAILY_LIMIT)}`
    : `over the daily limit of ${formatMoney(DAILY_LIMIT)}`;

/** What the state at a position cost, beside what it would have cost without anything kept. */
export function readInWords(
  world: World,
  { position, eventsRead, checkpoint }: { position: number; eventsRead: number; checkpoint: number },
): string {
  if (world.scenario !== 'long' || position === 0) return '';
  const read = `${formatCount(eventsRead)} ${eventsRead === 1 ? 'event' : 'events'} read`;
  const from =
    checkpoint === 0 ? 'from the first one on' : `on from the state kept at ${formatCount(checkpoint)}`;
  return `${read}, ${from}; without kept states it would be ${formatCount(position)}.`;
}

/** Which events made the state at a position. */
export function stateCaption(world: World, position: number): string {
  if (position === 0) return 'State before the first event';
  const off = [...world.off].filter((one) => one <= position).length;
  const without = off === 0 ? '' : `, without the ${off === 1 ? 'one' : formatCount(off)} taken out`;
  const events = position === 1 ? 'the first event' : `the first ${formatCount(position)} events`;
  return `State after ${events}${without}`;
}

/** What a step tells someone who cannot see the picture. */
export function narrate(world: World, step: Told): string {
  const { event, on, state } = step;
  if (event === null) return `The start, before anything happened: balance 0.00. ${beginning(world)}`;
  const fact = `Event ${formatCount(event.position)}, ${event.type}, ${when(world, event.recordedAt)}: ${summary(event)}.`;
  const taken = on ? '' : ' It is taken out of the fold, so it changes nothing; the log still has it.';
  if (state === null) return `${fact}${taken} The state after it is closed: look, or move on.`;
  const cost = readInWords(world, step);
  return `${fact}${taken} Folded so far: ${stateInWords(state)}, ${limitInWords(state)}. ${cost}`.trim();
}

/** What a narration is made from. */
interface Told {
  readonly event: Account | null;
  readonly on: boolean;
  readonly state: State | null;
  readonly position: number;
  readonly eventsRead: number;
  readonly checkpoint: number;
}

function beginning(world: World): string {
  const count = `${formatCount(world.events.length)} events`;
  if (world.scenario === 'hunt') return `${count} follow. The state after the last one refused the card.`;
  return `${count} follow.`;
}

const CODE_NAMES = { faulty: 'new version of Friday, 9:30', sound: 'repaired version' } as const;

/** What a version of the code is called. */
export const codeName = (code: Code): string => CODE_NAMES[code];

/** What a command did to the world. */
export function tell(world: World, command: Command): string {
  switch (command.type) {
    case 'toggle':
      return world.off.has(command.position)
        ? `Event ${formatCount(command.position)} is taken out: every state from there on is folded anew without it. The log still has it.`
        : `Event ${formatCount(command.position)} is back in the fold.`;
    case 'deploy':
      return `The ${codeName(command.code)} is in service: ${formatCount(world.events.length)} events folded anew, nothing in the log changed.`;
    case 'ask':
      return `You asked for ${formatTimeWithYear(command.time)}.`;
    case 'look':
      return `The state after event ${command.position} is open.`;
    case 'accuse':
      return world.accused?.right === true
        ? `Event ${command.position} it is: up to it every state is right, and from it on every one is wrong.`
        : `Not event ${command.position}: the state after it is right, or the one before it was wrong already.`;
  }
}

/** The state at a moment that was asked for, or an empty one. */
export function answerInWords(time: number, position: number, state: State): string {
  if (position === 0)
    return `On ${formatTimeWithYear(time)} nothing had happened yet: balance ${formatMoney(state.balance)}.`;
  const withdrawn = formatMoney(withdrawnOn(state, time));
  return `On ${formatTimeWithYear(time)} the last event recorded was number ${formatCount(position)}: balance ${formatMoney(state.balance)}, withdrawn on that day by then ${withdrawn}.`;
}

export const proofTexts = {
  cases: (events: number, code: string): string =>
    `histories that these ${events} events make, with any of them left out, each folded by the ${code}`,
  failure: 'end with a “withdrawn that day” that their events do not bear out',
};
