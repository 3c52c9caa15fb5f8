import { MemoryEventStore } from '../../../engine/store/index.ts';
import { add, nothing, type Contender, type Given } from './contender.ts';

export const replaybook: Contender = {
  name: 'Replaybook',
  open() {
    const store = new MemoryEventStore();
    return {
      append: (stream, events, expected) => store.append<Given>(stream, events, { expected }),
      foldStream: (stream) =>
        store.readStream<Given>(stream).events.reduce((totals, { data }) => add(totals, data), nothing),
      foldAll: () => store.readAll<Given>().events.reduce((totals, { data }) => add(totals, data), nothing),
    };
  },
};
