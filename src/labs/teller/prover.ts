import { serveProof } from '../../lab-frame/prove-worker.ts';
import { tellerProof } from './proof.ts';

serveProof(tellerProof);
