import type { Command, Fact } from './commands.ts';
import type { Code } from './variants.ts';
import type { ScenarioId } from './view.ts';

/** What a scenario begins with, and what it offers. */
export interface Setting {
  readonly history: readonly Fact[];
  readonly code: Code;
  readonly offers: readonly Command['type'][];
}

const ORDERS = ['create', 'deposit', 'withdraw', 'block'] as const;

export const SETTINGS: Readonly<Record<ScenarioId, Setting>> = {
  withdrawal: {
    history: [{ type: 'AccountCreated' }, { type: 'MoneyDeposited', amount: 100_000 }],
    code: 'sound',
    offers: ORDERS,
  },
  refusals: { history: [], code: 'sound', offers: ORDERS },
  specs: { history: [], code: 'sound', offers: ['check'] },
  rule: {
    history: [{ type: 'AccountCreated' }, { type: 'MoneyDeposited', amount: 10_000 }],
    code: 'left-out',
    offers: ['deposit', 'withdraw', 'deploy'],
  },
};

/** Why a scenario has no such command; null where it has. */
export function impossible(scenario: ScenarioId, command: Command['type']): string | null {
  const { offers } = SETTINGS[scenario];
  return offers.includes(command) ? null : `This scenario offers ${offers.join(', ')}.`;
}
