/** How money and time are written in the book. The same text on every machine: fixed locale, UTC, own punctuation. */

const MONEY = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** @param minorUnits cents; `123_400` reads `1,234.00` and a negative amount has a true minus sign */
export function formatMoney(minorUnits: number): string {
  return MONEY.format(minorUnits / 100).replace('-', '−');
}

/** @param minorUnits cents; the sign is always written: `+250.00`, `−40.00` */
export function formatMoneyChange(minorUnits: number): string {
  return minorUnits < 0 ? formatMoney(minorUnits) : `+${formatMoney(minorUnits)}`;
}

/** A count with thousands separators: `100,000`. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

type TimePart = 'weekday' | 'day' | 'month' | 'year' | 'hour' | 'minute';

function timeParts(milliseconds: number): Record<TimePart, string> {
  const parts = TIME.formatToParts(milliseconds).map(({ type, value }) => [type, value] as const);
  return Object.fromEntries(parts) as Record<TimePart, string>;
}

/** @param milliseconds since 1970 (UTC); reads `Tue 5 May, 11:15` */
export function formatTime(milliseconds: number): string {
  const { weekday, day, month, hour, minute } = timeParts(milliseconds);
  return `${weekday} ${day} ${month}, ${hour}:${minute}`;
}

/** @param milliseconds since 1970 (UTC); reads `5 May 2026, 11:15` */
export function formatTimeWithYear(milliseconds: number): string {
  const { day, month, year, hour, minute } = timeParts(milliseconds);
  return `${day} ${month} ${year}, ${hour}:${minute}`;
}

/** @param milliseconds since 1970 (UTC); reads `Tue` */
export const formatWeekday = (milliseconds: number): string => timeParts(milliseconds).weekday;

/** @param milliseconds since 1970 (UTC); reads `2026` */
export const formatYear = (milliseconds: number): string => timeParts(milliseconds).year;
