/**
 * What a lab is: a pure model. It knows nothing of the picture, the frame, the page or time.
 *
 * A run is a small value; playing it gives a trace; everything a learner sees is a view of that trace. The same
 * run gives the same trace, everywhere.
 */

/** Everything that decides what happens: which world, by what luck, and what the learner did to it. Plain data. */
export interface Run<Command> {
  readonly lab: string;
  readonly scenario: string;
  /** A safe integer. A lab without chance looks away. */
  readonly seed: number;
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
  /**
   * How many commands of the run had been obeyed when it happened. A command that is given while this step is shown
   * comes after those: it forks, and what came later stays visible as a ghost. Where left out, commands do not belong
   * to moments of the trace, and a new one is added to all others.
   */
  readonly after?: number;
  /** Who told whom what, where somebody did: a line of the sequence diagram. */
  readonly line?: { readonly from: string; readonly to: string; readonly text: string };
  /** Whether this step shows that something broke: “show me the step” leads to the first of them. */
  readonly broken?: boolean;
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

/**
 * Something to achieve, judged by the run and its trace and by nothing else. Where commands belong to moments it counts
 * as reached once the learner has come to the trace's end, so that no goal tells how a run will end.
 */
export interface Goal<Command, View> {
  readonly id: string;
  readonly text: string;
  readonly met: (run: Run<Command>, trace: Trace<View>) => boolean;
}

/** A commitment asked for before anything moves. */
export interface Prediction<View> {
  readonly question: string;
  readonly options: readonly { readonly id: string; readonly text: string; readonly why: string }[];
  /** The step that gives the answer away; Infinity as long as none does. */
  readonly settledAt: (trace: Trace<View>) => number;
  /** The id of the option that the trace proves right. */
  readonly outcome: (trace: Trace<View>) => string;
}

export interface Scenario<Command, View> {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** The luck it is played with; 1 where left out. */
  readonly seed?: number;
  /** The step that it opens at; the start where left out. */
  readonly opensAt?: (trace: Trace<View>) => number;
  readonly prediction: Prediction<View>;
  readonly goals: readonly Goal<Command, View>[];
  /** The rule behind it, in two or three sentences, for whoever asks. It gives the answer away. */
  readonly explanation: string;
}

/** A column of the trace as a table. */
export interface Column<View> {
  readonly title: string;
  readonly numeric?: boolean;
  readonly cell: (view: View) => string;
}

/** How far a proof has come. */
export interface ProofReport<Command> {
  /** How many cases were tried so far. */
  readonly tried: number;
  readonly failing: number;
  /** The same by the kind of failure, where there are several; a case may be of more than one. */
  readonly kinds?: readonly { readonly what: string; readonly cases: number }[];
  /** From 0 to 1, or null where the end cannot be foreseen. */
  readonly progress: number | null;
  /** `searching`, `complete`, or the name of the bound that stopped it. */
  readonly outcome: string;
  /** The shortest failing case, as a run that can be played in this lab. */
  readonly counterexample: Run<Command> | null;
}

/** Trying everything in the small world that a run has set up. It runs in a worker, a budget at a time. */
export interface Proof<Command> {
  /** What is tried, with its bounds, to be printed with the count: `interleavings of these 6 steps`. */
  readonly cases: (run: Run<Command>) => string;
  /** What counts as failing: `double-book the seat`. */
  readonly failure: string;
  readonly start: (run: Run<Command>) => { advance: (budget: number) => ProofReport<Command> };
}

export interface Lab<Command, View> {
  readonly id: string;
  readonly title: string;
  readonly scenarios: readonly [Scenario<Command, View>, ...Scenario<Command, View>[]];
  readonly columns: readonly Column<View>[];
  /**
   * @throws InvalidInputError for an unknown scenario, a seed that is no safe integer, an unknown command, or one that
   *   is not possible where it stands; there is no partial trace
   */
  readonly play: (run: Run<Command>) => Trace<View>;
}
