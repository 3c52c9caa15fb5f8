import type { Json } from '../events/index.ts';

/** Which part is played: the one with the mistake, or the one without. */
export type Which = 'faulty' | 'sound';

/** One thing to do in an exhibit, as plain data. A run is a list of these, and can be kept and shared as it is. */
export interface ExhibitCommand {
  readonly type: string;
  readonly [key: string]: Json | undefined;
}

/** What a command led to. */
export interface ExhibitStep {
  readonly command: ExhibitCommand;
  /** What happened, for people. */
  readonly text: string;
  /** What there is to see afterwards: plain data under names that can be shown, in the order to show them. */
  readonly seen: Readonly<Record<string, Json>>;
}

/** Where a run broke the promise first. */
export interface Violation {
  /** The number of the step, from 1. */
  readonly step: number;
  /** What is wrong, for people. */
  readonly text: string;
}

/** What came of a run. */
export interface Played {
  /** One for each command, in order, those after a violation too. */
  readonly steps: readonly ExhibitStep[];
  readonly violation: Violation | null;
}

/** What is to be said about a mistake. Plain sentences, for people. */
export interface ExhibitTexts {
  /** Stable, for programs: lower case and dashes. */
  readonly id: string;
  readonly title: string;
  readonly mistake: string;
  readonly fix: string;
  /** What must hold after every step of every run. The faulty part breaks it, the sound part keeps it. */
  readonly promise: string;
  /** What kind of published code shows the mistake. */
  readonly source: string;
}

/**
 * One mistake that people published, to be tried out: a faulty part and a sound part behind one interface, which meet
 * the same commands. All of it is pure: the same run gives the same steps, and nothing is kept from run to run.
 */
export interface Exhibit extends ExhibitTexts {
  /**
   * What can be done after a run, never nothing. It is the same for both parts, in an order that does not change.
   *
   * @throws InvalidInputError for anything but a run of this exhibit
   */
  readonly commands: (run: readonly ExhibitCommand[]) => readonly ExhibitCommand[];
  /**
   * Plays a run from the beginning.
   *
   * @throws InvalidInputError for anything but a run of this exhibit, and for a part that is neither
   */
  readonly play: (run: readonly ExhibitCommand[], which: Which) => Played;
}
