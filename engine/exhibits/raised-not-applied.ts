import { CommandRefusedError, createRepository, fold } from '../aggregates/index.ts';
import { MemoryEventStore } from '../store/index.ts';
import { createExhibit } from './create-exhibit.ts';
import { numberedIds, purse, PURSE_ID, type PurseCommand, type PurseEvent } from './purse.ts';

/** What is in the purse for the next decision, once these events were raised and before they are saved. */
type Raise = (coins: number, events: readonly PurseEvent[]) => number;

const faulty: Raise = (coins) => coins; // The mistake: what is raised waits for the save, and nobody knows of it.

const sound: Raise = (coins, events) => fold(purse, events, coins);

type Command = Readonly<{ type: 'deposit' | 'withdraw'; amount: 1 } | { type: 'save' }>;
const COMMANDS: readonly Command[] = [
  { type: 'deposit', amount: 1 },
  { type: 'withdraw', amount: 1 },
  { type: 'save' },
];

/** The refusal of a command, or the events that were decided. */
function decide(command: PurseCommand, coins: number): readonly PurseEvent[] | CommandRefusedError {
  try {
    return purse.decide(command, coins);
  } catch (error) {
    if (error instanceof CommandRefusedError) return error;
    throw error;
  }
}

/** Within one unit of work, the aggregate decides on a state that lacks what it has just decided. */
export const raisedNotApplied = createExhibit<Command>({
  id: 'raised-not-applied',
  title: 'Refused, right after the deposit',
  mistake: 'The aggregate keeps the events that it raises for saving, and does not apply them to itself.',
  fix: 'Apply each event as it is raised, by the same function that applies it when it is loaded.',
  promise: 'A withdrawal is refused exactly if there is less in the purse, by all that was accepted before.',
  source:
    'Base classes for aggregates, in tutorials, whose raise method only adds to a list, so that state changes on loading alone.',
  commands: () => COMMANDS,
  open(which) {
    const raise = { faulty, sound }[which];
    const repository = createRepository({
      store: new MemoryEventStore(),
      decider: purse,
      newId: numberedIds(),
    });
    let known = repository.loadOrNew(PURSE_ID).state;
    let unsaved: readonly PurseEvent[] = [];
    /** By plain arithmetic. */
    let coins = 0;
    const seen = () => ({
      'what the aggregate knows of': known,
      'raised, not saved': unsaved.length,
      'really in the purse': coins,
    });

    return (command) => {
      if (command.type === 'save') {
        known = repository.save(repository.loadOrNew(PURSE_ID), unsaved).aggregate.state;
        unsaved = [];
        return {
          text: `We save, and all events in the stream are applied: ${known} in the purse.`,
          seen: seen(),
        };
      }
      const { type, amount } = command;
      const before = coins;
      const decided = decide(command, known);
      if (decided instanceof CommandRefusedError) {
        const wrong =
          amount <= before ? `There is ${before} in the purse, and yet ${amount} is refused.` : undefined;
        return { text: `The withdrawal is refused. ${decided.message}`, seen: seen(), wrong };
      }
      known = raise(known, decided);
      unsaved = [...unsaved, ...decided];
      coins += type === 'deposit' ? amount : -amount;
      return {
        text: type === 'deposit' ? `We deposit ${amount}.` : `We withdraw ${amount}.`,
        seen: seen(),
        wrong: coins < 0 ? `There was ${before} in the purse, and yet ${amount} was withdrawn.` : undefined,
      };
    };
  },
});
