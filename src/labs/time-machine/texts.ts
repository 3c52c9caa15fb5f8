import { DAILY_LIMIT, withinDailyLimit } from '../../../engine/domains/card-limit.ts';
import { formatCount, formatMoney, formatMoneyChange, formatTime, formatTimeWithYear } from '../../ui/format.ts';
import type { Account, State, World } from './world.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

/** When an event was recorded; with the year where a history is long. */
export function when(world: World, time: number): string {
  return world.scenario === 'long' ? formatTimeWithYear(time) : formatTime(time);
}

/** What an event says, in a few words: `+1,000.00 salary, by transfer`. */
export function summary(event: Account): string {
  switch (event.type) {
    case 'AccountCreated':
      return `for ${event.data.owner}`;
    case 'MoneyDeposited':
      return describeMoney(event.data.amount, event.data);
    case 'MoneyWithdrawn':
      return describeMoney(-event.data.amount, event.data);
    case 'AccountBlocked':
      return 'blocked';
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

function describeMoney(amount: number, { reason, via }: { reason?: string; via?: string }): string {
  const words = [reason, via === undefined ? undefined : `by ${via}`].filter((word) => word !== undefined);
  return [formatMoneyChange(amount), words.join(', ')].join(' ').trim();
}

export const stateInWords = (state: State): string =>
  `balance ${formatMoney(state.balance)}, withdrawn today ${formatMoney(state.withdrawnToday)}`;

export const limitInWords = (state: State): string =>
  withinDailyLimit(state)
    ? `within the daily limit of ${formatMoney(DAILY_LIMIT)}`
    : `over the daily limit of ${formatMoney(DAILY_LIMIT)}`;

const readInWords = (count: number): string => `${formatCount(count)} ${count === 1 ? 'event' : 'events'} read`;

/** What a step tells someone who cannot see the picture. */
export function narrate(
  world: World,
  event: Account | null,
  on: boolean,
  state: State | null,
  eventsRead: number,
): string {
  if (event === null) {
    return `The start, before anything happened: ${stateInWords(state as State)}. ${beginning(world)}`;
  }
  const fact = `Event ${formatCount(event.position)}, ${event.type}, ${when(world, event.recordedAt)}: ${summary(event)}.`;
  const taken = on ? '' : ' It is taken out of the fold, so it changes nothing; the log still has it.';
  if (state === null) return `${fact}${taken} The state after it is closed: look, or move on.`;
  return `${fact}${taken} Folded so far: ${stateInWords(state)}, ${limitInWords(state)}. ${readInWords(eventsRead)} for this state.`;
}

function beginning(world: World): string {
  const count = `${formatCount(world.events.length)} events`;
  if (world.scenario === 'hunt') return `${count} follow. The state after the last one refused the card.`;
  return `${count} follow.`;
}
