import { EventStore, EventType, type Aggregate, type GroupedEvent } from '@castore/core';
import { InMemoryEventStorageAdapter } from '@castore/event-storage-adapter-in-memory';
import { add, nothing, type Contender, type Given, type Totals } from './contender.ts';

interface Deposited {
  aggregateId: string;
  version: number;
  type: 'deposited';
  timestamp: string;
  payload: Given['data'];
}

type Group = [GroupedEvent, ...GroupedEvent[]];

type Account = Aggregate & Totals;

const deposited = new EventType<'deposited', Given['data']>({ type: 'deposited' });

const reducer = (account: Aggregate, { aggregateId, version, payload }: Deposited): Account => ({
  aggregateId,
  version,
  ...add(version === 1 ? nothing : (account as Account), payload),
});

const openStore = () =>
  new EventStore({
    eventStoreId: 'accounts',
    eventTypes: [deposited],
    reducer,
    eventStorageAdapter: new InMemoryEventStorageAdapter(),
  });

export const castore: Contender = {
  name: 'Castore',
  open() {
    const store = openStore();
    const foldStream = async (stream: string): Promise<Totals> => {
      const { aggregate } = await store.getAggregate(stream);
      return aggregate ?? nothing;
    };
    return {
      append(stream, events, version) {
        const details = events.map(({ type, data }, i) => ({
          aggregateId: stream,
          version: version + 1 + i,
          type,
          payload: data,
        }));
        const [first, ...others] = details;
        if (first === undefined || others.length === 0) return first && store.pushEvent(first);
        const group = others.map((detail) => store.groupEvent(detail)) as unknown as Group;
        return EventStore.pushEventGroup(store.groupEvent(first), ...group);
      },
      foldStream,
      async foldAll() {
        let [count, sum] = [0, 0];
        const { aggregateIds } = await store.listAggregateIds();
        for (const { aggregateId } of aggregateIds) {
          const totals = await foldStream(aggregateId);
          count += totals.count;
          sum += totals.sum;
        }
        return { count, sum };
      },
    };
  },
};
