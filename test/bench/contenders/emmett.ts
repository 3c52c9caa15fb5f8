import { getInMemoryEventStore, type Event } from '@event-driven-io/emmett';
import { add, nothing, type Contender, type Given, type Totals } from './contender.ts';

type Deposited = Event<'deposited', Given['data']>;

export const emmett: Contender = {
  name: 'Emmett',
  open() {
    const store = getInMemoryEventStore();
    const names = new Set<string>();
    const foldFrom = async (stream: string, from: Totals): Promise<Totals> => {
      const { state } = await store.aggregateStream<Totals, Deposited>(stream, {
        evolve: (totals: Totals, { data }: Deposited) => add(totals, data),
        initialState: () => from,
      });
      return state;
    };
    return {
      append(stream, events, version) {
        names.add(stream);
        return store.appendToStream<Deposited>(stream, [...events], {
          expectedStreamVersion: BigInt(version),
        });
      },
      foldStream: (stream) => foldFrom(stream, nothing),
      async foldAll() {
        let totals = nothing;
        for (const name of names) totals = await foldFrom(name, totals);
        return totals;
      },
    };
  },
};
