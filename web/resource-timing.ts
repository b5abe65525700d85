import { newEntry, write, type LedgerEntry } from './ledger';

/** A request of ours, until the browser's own record of it has come. */
interface Expected {
  url: string;
  start: number;
  end: number;
  entry: LedgerEntry;
}

const expected = new Set<Expected>();

/**
 * Announce a request that `entry` describes, so that the browser's record of it completes that entry
 * instead of adding one. Returns what is to be called once, when the request is over.
 */
export function expectTiming(url: string, entry: LedgerEntry): (state: 'ok' | 'failed') => void {
  const ours: Expected = { url, start: performance.now(), end: Infinity, entry };
  expected.add(ours);
  return (state) => {
    if (ours.end !== Infinity) return;
    ours.end = performance.now();
    entry.milliseconds = Math.round(ours.end - ours.start);
    entry.state = state;
    write(entry);
  };
}

const PURPOSES: Record<string, string> = {
  navigation: 'The editor: page',
  script: 'The editor: script',
  link: 'The editor: style or script',
  css: 'The editor: style, font or icon',
  img: 'A picture shown in the editor',
  fetch: 'Loaded by a library of the editor',
};

function purposeOf({ entryType, initiatorType, name }: PerformanceResourceTiming): string {
  if ('registration' in self) return 'Kept for offline use';
  if (initiatorType === 'other' && /\.m?js$/.test(name)) return 'The editor: script of a worker';
  return PURPOSES[entryType === 'navigation' ? 'navigation' : initiatorType] ?? 'The editor';
}

function sourceOf(timing: PerformanceResourceTiming): LedgerEntry['source'] {
  if (timing.workerStart > 0 && timing.transferSize === 0) return 'service worker';
  return timing.transferSize === 0 && timing.decodedBodySize > 0 ? 'cache' : 'network';
}

function settle(entry: LedgerEntry, timing: PerformanceResourceTiming): void {
  entry.source = sourceOf(timing);
  entry.received ||= timing.decodedBodySize;
  if (entry.state === 'running') {
    entry.milliseconds = Math.max(0, Math.round(timing.duration));
    entry.state = timing.responseStatus >= 400 ? 'failed' : 'ok';
  }
  write(entry);
}

function observe(timing: PerformanceResourceTiming): void {
  const url = new URL(timing.name);
  if (!/^https?:$/.test(url.protocol)) return;
  for (const ours of expected) {
    if (ours.url === timing.name && ours.start <= timing.startTime + 1 && timing.startTime <= ours.end) {
      expected.delete(ours);
      settle(ours.entry, timing);
      return;
    }
  }
  const entry = newEntry(url, 'GET', purposeOf(timing));
  entry.when = Math.round(performance.timeOrigin + timing.startTime);
  settle(entry, timing);
}

/** Also list what the browser loads by itself: scripts, styles, pictures, workers, and libraries' requests. */
new PerformanceObserver((list) => {
  for (const timing of list.getEntries()) observe(timing as PerformanceResourceTiming);
}).observe({ type: 'resource', buffered: true });
const [navigation] = performance.getEntriesByType('navigation');
if (navigation) observe(navigation as PerformanceResourceTiming);
