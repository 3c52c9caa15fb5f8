import { createActor, type Snapshot } from 'xstate';
import type { Lab, Run, Scenario, Step, Trace } from './lab.ts';
import { playerMachine, type Commitment, type PlayerEvent, type Speed } from './player.ts';

/** A trace longer than this is not searched for what broke. */
const MOST_LOOKED_THROUGH = 2_000;

/** What undo goes back to: the commands before, and where more than a command was given, the player as it was. */
interface Past<Command, View> {
  readonly commands: readonly Command[];
  readonly seed: number;
  readonly reached: readonly string[];
  readonly ghost: Ghost<Command, View> | null;
  readonly player: Snapshot<unknown> | null;
}

/** A future that was left by intervening in its past. */
export interface Ghost<Command, View> {
  readonly run: Run<Command>;
  readonly trace: Trace<View>;
  /** The step at which the learner intervened: up to here, both are the same. */
  readonly forkedAt: number;
}

/**
 * One learner at one scenario of a lab: the run so far, its trace, and the player that shows a step of it.
 *
 * All that changes goes through here, so that undo, reset and every control mean the same in every lab: they change
 * the list of commands, and the trace is played anew.
 */
export class Session<Command, View> {
  readonly lab: Lab<Command, View>;
  readonly scenario: Scenario<Command, View>;

  #commands: readonly Command[] = $state.raw([]);
  #seed = $state(1);
  #past: readonly Past<Command, View>[] = $state.raw([]);
  #ghost: Ghost<Command, View> | null = $state.raw(null);
  #reached: readonly string[] = $state.raw([]);
  #resets = $state(0);
  /** What the learner did last, where it is to be told apart from the step that is shown. */
  #lastDone: 'command' | 'undo' | null = $state(null);
  readonly #run: Run<Command>;
  readonly #trace: Trace<View>;
  readonly #step: Step<View>;
  readonly #brokenAt: number | null;
  #player: ReturnType<typeof createPlayer>;
  #snapshot: ReturnType<ReturnType<typeof createPlayer>['getSnapshot']>;

  /** @throws Error for a scenario that the lab does not have */
  constructor(lab: Lab<Command, View>, scenarioId: string) {
    const scenario = lab.scenarios.find(({ id }) => id === scenarioId);
    if (scenario === undefined) throw new Error(`The lab ${lab.id} has no scenario "${scenarioId}".`);
    this.lab = lab;
    this.scenario = scenario;
    this.#seed = scenario.seed ?? 1;
    this.#run = $derived({
      lab: lab.id,
      scenario: scenario.id,
      seed: this.#seed,
      commands: this.#commands,
    });
    this.#trace = $derived(lab.play(this.#run));
    this.#brokenAt = $derived(firstBroken(this.#trace));
    this.#player = createPlayer(this.#opening());
    this.#snapshot = $state.raw(this.#player.getSnapshot());
    this.#step = $derived(this.#trace.at(Math.min(this.cursor, this.#trace.length - 1)));
    this.#watch();
  }

  get run(): Run<Command> {
    return this.#run;
  }

  get trace(): Trace<View> {
    return this.#trace;
  }

  get cursor(): number {
    return this.#snapshot.context.cursor;
  }

  get step(): Step<View> {
    return this.#step;
  }

  /** What the last command did, or that it was undone, as long as the learner has not moved on. */
  get said(): string | null {
    if (this.#lastDone === 'undo') return 'Undone.';
    return this.#lastDone === 'command' ? (this.#trace.said ?? null) : null;
  }

  /** Goals reached since the last reset, by their ids: what was reached once stays reached. */
  get reached(): readonly string[] {
    return this.#reached;
  }

  /** The future that was left when the learner last intervened in the past; null where there is none. */
  get ghost(): Ghost<Command, View> | null {
    return this.#ghost;
  }

  get proving(): boolean {
    return this.#snapshot.matches('proving');
  }

  /**
   * The first step that shows something broken, or null; in the steps that can be looked through at once, and only as
   * far as the learner has come: nobody is told the end of a run before having seen it.
   */
  get brokenAt(): number | null {
    const { furthest } = this.#snapshot.context;
    return this.#brokenAt !== null && this.#brokenAt <= furthest ? this.#brokenAt : null;
  }

  /** How often the lab was reset: what the picture keeps for itself belongs to one of these lives. */
  get resets(): number {
    return this.#resets;
  }

  /** Whether the learner has seen enough for the prediction and the outcome to be laid side by side. */
  get settled(): boolean {
    return this.scenario.prediction.settledAt(this.#trace) <= this.#snapshot.context.furthest;
  }

  get commitment(): Commitment | null {
    return this.#snapshot.context.commitment;
  }

  get speed(): Speed {
    return this.#snapshot.context.speed;
  }

  get predicting(): boolean {
    return this.#snapshot.matches('predicting');
  }

  get playing(): boolean {
    return this.#snapshot.matches({ moving: 'playing' });
  }

  get atEnd(): boolean {
    return this.cursor >= this.#trace.length - 1;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /**
   * Does something to the world, at the step that is shown. The trace is played anew. Where commands belong to moments,
   * those that came after this one are left as a ghost, and the marker goes to the first step that the command made.
   */
  give(command: Command): void {
    if (this.predicting || this.proving) return;
    this.#remember(null);
    const { after } = this.step;
    if (after === undefined) {
      this.#retrace([...this.#commands, command], this.cursor);
      return;
    }
    const [before, forkedAt] = [{ run: this.#run, trace: this.#trace }, this.cursor];
    const commands = [...this.#commands.slice(0, after), command];
    if (after < this.#commands.length) this.#ghost = { ...before, forkedAt };
    this.#retrace(commands, forkedAt);
    const made = this.#firstMade(forkedAt, commands.length);
    if (made !== null) this.#player.send({ type: 'seek', to: made });
  }

  /** Replaces all that was done by another run of this scenario, such as a counterexample. Undo goes back. */
  load(run: Run<Command>): void {
    this.#halt();
    this.#remember(this.#player.getPersistedSnapshot());
    this.#seed = run.seed;
    this.#ghost = null;
    if (this.predicting) this.skip();
    this.#retrace(run.commands, 0);
    this.#lastDone = null;
  }

  prove(): void {
    this.#player.send({ type: 'prove' });
  }

  proved(): void {
    this.#player.send({ type: 'proved' });
  }

  /** Takes the last command or the last reset back. */
  undo(): void {
    const last = this.#past.at(-1);
    if (last === undefined) return;
    this.#halt();
    this.#past = this.#past.slice(0, -1);
    this.#ghost = last.ghost;
    this.#seed = last.seed;
    if (last.player === null) {
      this.#retrace(last.commands, this.cursor);
    } else {
      this.#commands = last.commands;
      this.#reached = last.reached;
      this.#player.stop();
      this.#player = createPlayer(this.#opening(), last.player);
      this.#watch();
    }
    this.#lastDone = 'undo';
  }

  /** Begins anew, with the prediction. Undo takes it back. */
  reset(): void {
    this.#halt();
    this.#remember(this.#player.getPersistedSnapshot());
    this.#commands = [];
    this.#seed = this.scenario.seed ?? 1;
    this.#ghost = null;
    this.#reached = [];
    this.#resets += 1;
    this.#lastDone = null;
    this.#player.send({ type: 'reset', ...this.#opening() });
  }

  predict(choice: string): void {
    this.#player.send({ type: 'predict', choice });
  }

  skip(): void {
    this.#player.send({ type: 'skip' });
  }

  seek(to: number): void {
    this.#move({ type: 'seek', to });
  }

  stepForward(): void {
    this.#move({ type: 'step' });
  }

  stepBack(): void {
    this.#move({ type: 'back' });
  }

  togglePlay(): void {
    this.#move({ type: this.playing ? 'pause' : 'play' });
  }

  pause(): void {
    this.#player.send({ type: 'pause' });
  }

  setSpeed(speed: Speed): void {
    this.#player.send({ type: 'speed', speed });
  }

  stop(): void {
    this.#player.stop();
  }

  /** Nothing goes on by itself once the run is another: neither the steps of this one nor what is tried for it. */
  #halt(): void {
    this.pause();
    this.proved();
  }

  #move(event: PlayerEvent): void {
    this.#lastDone = null;
    this.#player.send(event);
  }

  #remember(player: Snapshot<unknown> | null): void {
    const [commands, seed, reached, ghost] = [this.#commands, this.#seed, this.#reached, this.#ghost];
    this.#past = [...this.#past, { commands, seed, reached, ghost, player }];
  }

  #retrace(commands: readonly Command[], cursor: number): void {
    this.#commands = commands;
    this.#lastDone = 'command';
    this.#player.send({ type: 'retrace', length: this.#trace.length, cursor });
    if (!this.#inMoments) this.#judge();
  }

  /** Whether commands belong to moments of the trace, so that what they lead to is still to be seen. */
  get #inMoments(): boolean {
    return this.step.after !== undefined;
  }

  /** Goals are judged by the whole run, and so, where it is told in moments, when the learner has come to its end. */
  #judge(): void {
    if (this.#commands.length === 0) return;
    const { goals } = this.scenario;
    const open = goals.filter(({ id }) => !this.#reached.includes(id));
    const met = open.filter((goal) => goal.met(this.#run, this.#trace)).map(({ id }) => id);
    if (met.length > 0) this.#reached = [...this.#reached, ...met];
  }

  /** The first step after one that this many commands have led to; null where there is none. */
  #firstMade(from: number, commands: number): number | null {
    for (let at = from + 1; at < this.#trace.length; at++) {
      if (this.#trace.at(at).after === commands) return at;
    }
    return null;
  }

  #opening(): { length: number; cursor: number } {
    return { length: this.#trace.length, cursor: this.scenario.opensAt?.(this.#trace) ?? 0 };
  }

  #watch(): void {
    this.#snapshot = this.#player.getSnapshot();
    this.#player.subscribe((snapshot) => {
      this.#snapshot = snapshot;
      if (this.atEnd && this.#inMoments) this.#judge();
    });
    this.#player.start();
  }
}

function firstBroken<View>(trace: Trace<View>): number | null {
  const most = Math.min(trace.length, MOST_LOOKED_THROUGH);
  for (let at = 0; at < most; at++) if (trace.at(at).broken === true) return at;
  return null;
}

function createPlayer(input: { length: number; cursor: number }, snapshot?: Snapshot<unknown>) {
  return createActor(playerMachine, snapshot === undefined ? { input } : { input, snapshot });
}
