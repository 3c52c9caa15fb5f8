import { momentText } from './texts.ts';
import { has, refusal } from './rules.ts';
import { MOMENTS } from './saving.ts';
import type { Command, Screen, View } from './view.ts';

/** A button: what it says, what it does, and why it cannot be pressed, if it cannot. */
export interface Action {
  readonly label: string;
  readonly command: Command;
  readonly reason: string | null;
}

/** What can be done to a view at this step, in the order in which one would think of it. */
export function actionsOn(view: View, screen: Screen): readonly Action[] {
  return labelled(view, screen)
    .filter(([, { type }]) => has(view.scenario, type))
    .map(([label, command]) => ({ label, command, reason: refusal(view, command) }));
}

type Labelled = readonly [label: string, command: Command];

function labelled(view: View, screen: Screen): readonly Labelled[] {
  const { id, state } = screen;
  switch (state) {
    case 'down':
      return id === 'beside' ? [] : [['Restart it', { type: 'restart', view: id }]];
    case 'stopped':
      return [
        ...codeOf(screen),
        [`Retry event ${screen.checkpoint + 1}`, { type: 'retry', view: id }],
        [`Park event ${screen.checkpoint + 1}`, { type: 'park', view: id }],
      ];
    case 'paused':
      return [['Let it run again', { type: 'resume', view: id }], ...codeOf(screen)];
    case 'running':
      return [...going(screen), ...breaking(screen), ...versions(view, screen)];
  }
}

function going({ id, checkpoint, lag }: Screen): readonly Labelled[] {
  const one: Labelled = [
    lag === 0 ? 'Handle an event' : `Handle event ${checkpoint + 1}`,
    { type: 'advance', view: id, max: 1 },
  ];
  return lag < 2 ? [one] : [one, ['Catch up', { type: 'advance', view: id, max: lag }]];
}

function breaking(screen: Screen): readonly Labelled[] {
  const { id } = screen;
  const wiping: readonly Labelled[] = [
    ['Wipe table and checkpoint', { type: 'wipe', view: id }],
    ['Set only the checkpoint back', { type: 'rewind', view: id }],
  ];
  return [
    ['Pause it', { type: 'pause', view: id }],
    ...codeOf(screen),
    ...MOMENTS.map((at): Labelled => [momentText(at), { type: 'crash', view: id, at }]),
    ...wiping.filter(() => id !== 'beside'),
  ];
}

function codeOf({ id, checkpoint, spoiltAt }: Screen): readonly Labelled[] {
  if (spoiltAt !== null) return [['Mend its code', { type: 'mend', view: id }]];
  return [[`Let its code fail at event ${checkpoint + 1}`, { type: 'spoil', view: id }]];
}

function versions({ beside }: View, { id, version }: Screen): readonly Labelled[] {
  const other = version === 1 ? 2 : 1;
  if (id === 'beside') {
    return [
      beside === 'former'
        ? [`Roll back to version ${version}`, { type: 'rollBack' }]
        : [`Send readers to version ${version}`, { type: 'swap' }],
      ['Throw it away', { type: 'discard' }],
    ];
  }
  if (id !== 'products' || beside !== null || version === 2) return [];
  return [
    [`Build version ${other} beside it`, { type: 'prepare' }],
    [`Run version ${other} on this table`, { type: 'replace' }],
  ];
}
