/**
 * What a lab is: a pure model. It knows nothing of the picture, the frame, the page or time.
 *
 * A run is a small value; playing it gives a trace; everything a learner sees is a view of that trace. The same
 * run gives the same trace, everywhere.
 */

/** Everything that decides what happens: which world, and what the learner did to it. */
export interface Run<Command> {
  readonly lab: string;
  readonly scenario: string;
  readonly commands: readonly Command[];
}

/** One thing that happened. */
export interface Step<View> {
  /** Its name, such as `MoneyDeposited`; the first step of a trace is the start, before anything happened. */
  readonly label: string;
  /** What happened and why, in sentences that can be read without the picture. */
  readonly narration: string;
  /** What the picture shows. */
  readonly view: View;
}

/** All steps of a run. Steps are computed when asked for: a trace may be very long. */
export interface Trace<View> {
  /** How many steps there are, the start among them: at least 1. */
  readonly length: number;
  /** What the last command of the run did, in a sentence; where there is one to say. */
  readonly said?: string | null;
  /** @param index from 0 (the start) to `length − 1` */
  at(index: number): Step<View>;
}

/** Something to achieve, judged by the run and its trace and by nothing else. */
export interface Goal<Command, View> {
  readonly id: string;
  readonly text: string;
  readonly met: (run: Run<Command>, trace: Trace<View>) => boolean;
}

/** A commitment asked for before anything moves. */
export interface Prediction<View> {
  readonly question: string;
  readonly options: readonly { readonly id: string; readonly text: string; readonly why: string }[];
  /** The step that gives the answer away. */
  readonly settledAt: (trace: Trace<View>) => number;
  /** The id of the option that the trace proves right. */
  readonly outcome: (trace: Trace<View>) => string;
}

export interface Scenario<Command, View> {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** The step that it opens at; the start where left out. */
  readonly opensAt?: (trace: Trace<View>) => number;
  readonly prediction: Prediction<View>;
  readonly goals: readonly Goal<Command, View>[];
}

/** A column of the trace as a table. */
export interface Column<View> {
  readonly title: string;
  readonly numeric?: boolean;
  readonly cell: (view: View) => string;
}

export interface Lab<Command, View> {
  readonly id: string;
  readonly title: string;
  readonly scenarios: readonly [Scenario<Command, View>, ...Scenario<Command, View>[]];
  readonly columns: readonly Column<View>[];
  /** @throws InvalidInputError for an unknown scenario or command; there is no partial trace */
  readonly play: (run: Run<Command>) => Trace<View>;
}
