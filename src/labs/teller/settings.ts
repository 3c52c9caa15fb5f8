import type { Command, Fact } from './commands.ts';
import type { Code } from './variants.ts';
import type { ScenarioId } from './view.ts';

/** What a scenario begins with, and which commands it offers. */
export interface Setting {
  readonly history: readonly Fact[];
  readonly code: Code;
  readonly offers: readonly Command['type'][];
}

const ALL = ['create', 'deposit', 'withdraw', 'block'] as const;

const opened = (amount: number): readonly Fact[] => [
  { type: 'AccountCreated' },
  { type: 'MoneyDeposited', amount },
];

export const SETTINGS: Readonly<Record<ScenarioId, Setting>> = {
  withdrawal: { history: opened(100_000), code: 'sound', offers: ALL },
  refusals: { history: [], code: 'sound', offers: ALL },
  specs: { history: [], code: 'sound', offers: ['check'] },
  rule: { history: opened(10_000), code: 'left-out', offers: ['deposit', 'withdraw', 'deploy'] },
};
