/** Runs in a browser's worker: searches as often as it is told, and answers with what it measured. */
import { searchRepeatedly } from './explore-search.ts';

self.onmessage = ({ data }: MessageEvent<{ participants: number; rounds: number }>) => {
  self.postMessage(searchRepeatedly(data.participants, data.rounds));
};
