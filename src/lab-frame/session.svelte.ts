import { createActor } from 'xstate';
import type { Lab, Run, Scenario, Step, Trace } from './lab.ts';
import { playerMachine, type Commitment, type Speed } from './player.ts';

/**
 * One learner at one lab: the run so far, its trace, and the player that shows a step of it.
 *
 * All that changes goes through here, so that undo, reset and every control mean the same in every lab: they change
 * the list of commands, and the trace is played anew.
 */
export class Session<Command, View> {
  readonly lab: Lab<Command, View>;
  readonly #player: ReturnType<typeof Session.createPlayer>;

  #scenario: Scenario<Command, View>;
  #commands: readonly Command[] = $state.raw([]);
  readonly #run: Run<Command>;
  readonly #trace: Trace<View>;
  #snapshot: ReturnType<ReturnType<typeof Session.createPlayer>['getSnapshot']>;

  /** @throws Error for a scenario that the lab does not have */
  constructor(lab: Lab<Command, View>, scenario: string) {
    this.lab = lab;
    this.#scenario = $state.raw(this.#find(scenario));
    this.#run = $derived({ lab: lab.id, scenario: this.#scenario.id, commands: this.#commands });
    this.#trace = $derived(lab.play(this.#run));
    this.#player = Session.createPlayer(this.#trace.length);
    this.#snapshot = $state.raw(this.#player.getSnapshot());
    this.#player.subscribe((snapshot) => (this.#snapshot = snapshot));
    this.#player.start();
  }

  static createPlayer(length: number) {
    return createActor(playerMachine, { input: { length } });
  }

  get scenario(): Scenario<Command, View> {
    return this.#scenario;
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
    return this.#trace.at(Math.min(this.cursor, this.#trace.length - 1));
  }

  /** Whether the learner has seen enough for the prediction and the outcome to be laid side by side. */
  get settled(): boolean {
    return this.#scenario.prediction.settledAt(this.#trace) <= this.#snapshot.context.furthest;
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

  /** Does something to the world. The trace is played anew; the cursor stays, or goes where `cursor` says. */
  give(command: Command, cursor?: number): void {
    if (this.predicting) return;
    this.#retrace([...this.#commands, command], cursor);
  }

  undo(): void {
    this.#retrace(this.#commands.slice(0, -1));
  }

  reset(): void {
    this.#commands = [];
    this.#player.send({ type: 'reset', length: this.#trace.length });
  }

  choose(scenario: string): void {
    this.#scenario = this.#find(scenario);
    this.reset();
  }

  predict(choice: string): void {
    this.#player.send({ type: 'predict', choice });
  }

  skip(): void {
    this.#player.send({ type: 'skip' });
  }

  seek(to: number): void {
    this.#player.send({ type: 'seek', to });
  }

  stepForward(): void {
    this.#player.send({ type: 'step' });
  }

  stepBack(): void {
    this.#player.send({ type: 'back' });
  }

  togglePlay(): void {
    this.#player.send({ type: this.playing ? 'pause' : 'play' });
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

  #retrace(commands: readonly Command[], cursor = this.cursor): void {
    this.#commands = commands;
    this.#player.send({ type: 'retrace', length: this.#trace.length, cursor });
  }

  #find(id: string): Scenario<Command, View> {
    const scenario = this.lab.scenarios.find((one) => one.id === id);
    if (scenario === undefined) throw new Error(`The lab ${this.lab.id} has no scenario "${id}".`);
    return scenario;
  }
}
