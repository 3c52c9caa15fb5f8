import type { Lab } from '../lab-frame/lab.ts';
import { badNetwork } from '../labs/bad-network/lab.ts';
import type { LabId } from '../labs/catalogue.ts';
import { coordinatorLab } from '../labs/coordinator/lab.ts';
import { livingDiagram } from '../labs/living-diagram/lab.ts';
import { teller } from '../labs/teller/lab.ts';
import { threeViews } from '../labs/three-views/lab.ts';
import { timeMachine } from '../labs/time-machine/lab.ts';
import { twoDatabases } from '../labs/two-databases/lab.ts';
import { twoUsers } from '../labs/two-users/lab.ts';

/** A lab whose commands are not known yet: `play` refuses those that are not its own. */
export type AnyLab = Lab<unknown, unknown>;

const models = {
  'two-databases': twoDatabases,
  teller,
  'time-machine': timeMachine,
  'two-users': twoUsers,
  'three-views': threeViews,
  'living-diagram': livingDiagram,
  'bad-network': badNetwork,
  coordinator: coordinatorLab,
} as const satisfies Record<LabId, unknown>;

/** The model of each lab, without its picture: for what plays runs while the book is built or tested. */
export const LAB_MODELS = models as unknown as Readonly<Record<LabId, AnyLab>>;
