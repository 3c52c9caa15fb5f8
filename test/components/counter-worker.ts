import { serveProof } from '../../src/lab-frame/prove-worker.ts';
import { counterProof } from '../lab-frame/counter-lab.ts';

serveProof(counterProof);
