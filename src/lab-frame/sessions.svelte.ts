import type { Lab, Run } from './lab.ts';
import { Session } from './session.svelte.ts';

/** One learner at one lab: a session for each scenario that was opened, so that going back finds all as it was left. */
export class Sessions<Command, View> {
  readonly lab: Lab<Command, View>;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- only `#current` is drawn
  readonly #opened = new Map<string, Session<Command, View>>();
  #current: Session<Command, View>;

  /** @throws Error for a scenario that the lab does not have */
  constructor(lab: Lab<Command, View>, scenario: string) {
    this.lab = lab;
    this.#current = $state.raw(this.#open(scenario));
  }

  get current(): Session<Command, View> {
    return this.#current;
  }

  choose(scenario: string): void {
    this.#current.pause();
    this.#current = this.#open(scenario);
  }

  /** Opens another run of this lab, wherever it was made: a shared link, or the failing case of a proof. */
  open(run: Run<Command>): void {
    this.choose(run.scenario);
    this.#current.load(run);
  }

  stop(): void {
    for (const session of this.#opened.values()) session.stop();
  }

  #open(scenario: string): Session<Command, View> {
    const session = this.#opened.get(scenario) ?? new Session(this.lab, scenario);
    this.#opened.set(scenario, session);
    return session;
  }
}
