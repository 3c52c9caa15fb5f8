import { serveProof } from '../../lab-frame/prove-worker.ts';
import { proof } from './proof.ts';

/** The worker of this lab. */
serveProof(proof);
