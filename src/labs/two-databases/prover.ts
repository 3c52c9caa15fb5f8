import { serveProof } from '../../lab-frame/prove-worker.ts';
import type { ScenarioId } from './designs.ts';
import { PROOFS } from './proof.ts';

/** The worker of this lab. It is named after the scenario, each of which has something of its own to prove. */
serveProof(PROOFS[self.name as ScenarioId]);
