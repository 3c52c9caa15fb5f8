import { keepDiary, LONGEST_LABEL, momentsOf, MOST_MOMENTS, type Moment } from './diary.ts';

const KEY = 'replaybook-your-day';

type Place = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * The day that was noted earlier in this visit. Anybody may have written there: what the rules of a day refuse, or
 * what has not the form of moments at all, is no day, and nothing of it is taken.
 */
export function keptMoments(storage: Place): readonly Moment[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    if (!Array.isArray(value) || value.length > MOST_MOMENTS || !value.every(isMoment)) return [];
    return momentsOf(keepDiary(value).events);
  } catch {
    return [];
  }
}

/** Keeps the day for this visit. A browser that refuses (private windows, full disks) forgets it with the page. */
export function keepMoments(storage: Place, moments: readonly Moment[]): void {
  try {
    storage.setItem(KEY, JSON.stringify(moments));
  } catch {
    // It is on the page for as long as that is open.
  }
}

function isMoment(value: unknown): value is Moment {
  if (typeof value !== 'object' || value === null) return false;
  const { label, minute } = value as Partial<Moment>;
  return typeof label === 'string' && label.trim().length <= LONGEST_LABEL && typeof minute === 'number';
}
