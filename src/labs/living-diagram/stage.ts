import type { Step } from '../../lab-frame/lab.ts';
import type { Part, Way } from './parts.ts';
import { failedAt, PART_NAMES, requestName, waitsAt } from './texts.ts';
import type { Request } from './requests.ts';
import type { Happened, View } from './view.ts';

/** What a step tells besides its view. */
export interface Telling {
  readonly happened: Happened;
  readonly at: Part;
  readonly way?: Way;
  readonly label: string;
  readonly narration: string;
  readonly broken?: boolean;
}

/** What the diagram shows, and the steps that led to it. */
export interface Stage {
  readonly view: View;
  readonly works: (part: Part) => boolean;
  /** Shows something from the next step on. */
  readonly show: (change: Partial<View>) => void;
  /** Adds a step, and shows a change with it. */
  readonly tell: (telling: Telling, change?: Partial<View>) => void;
  /** Whether a request gets into a part. Where that is cut, it fails; where it is paused, it waits there. */
  readonly enters: (part: Part, request: Request, taken?: Way) => boolean;
  /** The steps since the last time, which are taken away. */
  readonly takeSteps: () => readonly Step<View>[];
}

export const way = (from: Part, to: Part): Way => ({ from, to });

export function createStage(initial: View): Stage {
  let view = initial;
  let steps: Step<View>[] = [];

  const works = (part: Part): boolean => view.conditions[part] === 'works';

  function tell(telling: Telling, change: Partial<View> = {}): void {
    const { happened, at, way: taken, label, narration, broken } = telling;
    view = { ...view, opened: null, ...change, happened, at, way: taken ?? null };
    steps.push({
      label,
      narration,
      view,
      ...(taken && { line: { from: PART_NAMES[taken.from], to: PART_NAMES[taken.to], text: label } }),
      ...(broken && { broken }),
    });
  }

  function enters(part: Part, request: Request, taken?: Way): boolean {
    if (works(part)) return true;
    const telling = { at: part, ...(taken && { way: taken }), label: requestName(request) };
    if (view.conditions[part] === 'cut') {
      tell({ ...telling, happened: 'failed', narration: failedAt(part, request), broken: true });
    } else {
      const waiting = [...view.waiting, { at: part, request }];
      tell({ ...telling, happened: 'waits', narration: waitsAt(part, request) }, { waiting });
    }
    return false;
  }

  return {
    get view() {
      return view;
    },
    works,
    show: (change) => {
      view = { ...view, ...change };
    },
    tell,
    enters,
    takeSteps: () => {
      const taken = steps;
      steps = [];
      return taken;
    },
  };
}
