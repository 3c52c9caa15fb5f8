import type { Proof, ProofReport, Run } from './lab.ts';

/** What a worker that proves tells the page. */
export interface ProofMessage<Command> {
  readonly cases: string;
  readonly failure: string;
  readonly report: ProofReport<Command>;
}

/** How many cases are tried between two reports: soon enough to be stopped and watched. */
const BUDGET = 500;

/**
 * Makes a worker prove: it is sent a run, tries everything that the proof names for it, and reports as it goes. It is
 * stopped by being terminated.
 */
export function serveProof<Command>(proof: Proof<Command>): void {
  addEventListener('message', ({ data }: MessageEvent<Run<Command>>) => {
    const search = proof.start(data);
    const [cases, { failure }] = [proof.cases(data), proof];
    const go = (): void => {
      const report = search.advance(BUDGET);
      postMessage({ cases, failure, report } satisfies ProofMessage<Command>);
      // A turn of its own for each part, so that messages can come in between.
      if (report.outcome === 'searching') setTimeout(go);
    };
    go();
  });
}
