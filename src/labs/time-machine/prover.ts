import { serveProof } from '../../lab-frame/prove-worker.ts';
import { proof } from './proof.ts';

serveProof(proof);
