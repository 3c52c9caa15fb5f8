import type { DomainEvent } from '../events/index.ts';
import { InvalidInputError } from '../errors.ts';
import { requireObject } from '../guards.ts';
import type { BlueGreen, Progress } from './blue-green.ts';
import { BlueGreenRefusedError } from './errors.ts';
import { requireProjection, type Projection } from './projection.ts';
import { createProjector, type Projector, type ProjectorOptions } from './projector.ts';

export interface BlueGreenOptions<Model, Event extends DomainEvent> extends Omit<
  ProjectorOptions<Model, Event>,
  'projection'
> {
  /** The projection that serves. Its read model is taken as it is found. */
  readonly serving: Projection<Model, Event>;
}

/**
 * Replaces a read model without a moment in which readers see an unfinished one.
 *
 * Which of the two serves is kept here alone: after a restart, say so with `serving`, and prepare again.
 *
 * @throws InvalidInputError for options that are none
 * Source: blue-green deployment (Daniel Terhorst-North and Jez Humble; Martin Fowler wrote it down). Marten and Ecotone
 *   do so with projections: the new version runs beside the old one under a name or number of its own.
 */
export function createBlueGreen<Model, Event extends DomainEvent>(
  options: BlueGreenOptions<Model, Event>,
): BlueGreen<Model, Event> {
  const { serving: first, ...common } = requireObject(options, 'createBlueGreen: options');
  requireProjection(first, 'createBlueGreen: serving');
  let serving = createProjector<Model, Event>({ ...common, projection: first });
  let beside: { readonly role: Progress['role']; readonly projector: Projector<Model> } | undefined;

  const requireBeside = (role: Progress['role']): Projector<Model> => {
    if (beside?.role === role) return beside.projector;
    const message = `There is no ${role} read model beside "${serving.name}".`;
    throw new BlueGreenRefusedError(`no-${role}`, message);
  };
  const exchange = (projector: Projector<Model>, role: Progress['role']): void => {
    [serving, beside] = [projector, { role, projector: serving }];
  };

  return {
    get model() {
      return serving.model;
    },
    get serving() {
      return serving;
    },
    get beside() {
      return beside?.projector;
    },
    get progress() {
      if (beside === undefined) return undefined;
      const { role, projector } = beside;
      const { checkpoint, lag, status, parked } = projector;
      return {
        role,
        position: checkpoint,
        head: checkpoint + lag,
        state: status.state,
        parked: parked.length,
      };
    },
    prepare(projection) {
      if (beside !== undefined) {
        const message = `"${beside.projector.name}" is beside "${serving.name}" already. Discard it first.`;
        throw new BlueGreenRefusedError('occupied', message);
      }
      const { name } = requireProjection(projection, 'prepare: projection');
      if (name === serving.name) {
        throw new InvalidInputError('prepare: projection.name', 'a name that is not serving', name);
      }
      const projector = createProjector<Model, Event>({ ...common, projection });
      projector.clear();
      beside = { role: 'candidate', projector };
    },
    advance: (max) => ({ serving: serving.advance(max), beside: beside?.projector.advance(max) }),
    catchUp: () => ({ serving: serving.catchUp(), beside: beside?.projector.catchUp() }),
    swap() {
      const candidate = requireBeside('candidate');
      const { name, status, lag } = candidate;
      if (status.state === 'stopped') throw new BlueGreenRefusedError('stopped', status.error.message);
      if (lag > 0) {
        const message = `"${name}" is ${lag} positions behind the log. Let it catch up, then swap.`;
        throw new BlueGreenRefusedError('not-caught-up', message);
      }
      exchange(candidate, 'former');
    },
    rollBack() {
      exchange(requireBeside('former'), 'candidate');
    },
    discard() {
      if (beside === undefined) {
        const message = `There is no read model beside "${serving.name}".`;
        throw new BlueGreenRefusedError('nothing-beside', message);
      }
      beside.projector.clear();
      beside = undefined;
    },
  };
}
