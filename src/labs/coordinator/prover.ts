import { serveProof } from '../../lab-frame/prove-worker.ts';
import { coordinatorProof } from './proof.ts';

serveProof(coordinatorProof);
