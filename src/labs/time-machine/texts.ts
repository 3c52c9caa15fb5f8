import { DAILY_LIMIT, withinDailyLimit } from '../../../engine/domains/card-limit.ts';
import {
  formatCount,
  formatMoney,
  formatMoneyChange,
  formatTime,
  formatTimeWithYear,
} from '../../ui/format.ts';
import type { Account, State, World } from './world.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

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
  `balance ${formatMoney(state.balance)}, withdrawn today ${formatMoney(state.withdrawnToday)}`;

export const limitInWords = (state: State): string =>
  withinDailyLimit(state)
    ? `within the daily limit of ${formatMoney(DAILY_LIMIT)}`
    : `over the daily limit of ${formatMoney(DAILY_LIMIT)}`;

/** What the state at a position cost, beside what it would have cost without anything kept. */
export function readInWords(
  world: World,
  { position, eventsRead, checkpoint }: { position: number; eventsRead: number; checkpoint: number },
): string {
  if (world.scenario !== 'long') return '';
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
