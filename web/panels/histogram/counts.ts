/** What a histogram tells in numbers. */
import { TOP } from '../../controls/histogram-area';
import type { HistogramInfo } from '../../generated/protocol';

export function totalOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

export function meanOf(counts: readonly number[]): number {
  return counts.reduce((sum, count, value) => sum + count * value, 0) / Math.max(1, totalOf(counts));
}

/** The value that as many pixels are below as above. */
export function medianOf(counts: readonly number[]): number {
  const half = totalOf(counts) / 2;
  let below = 0;
  return Math.max(
    0,
    counts.findIndex((count) => (below += count) >= half),
  );
}

/** The share of pixels, 0..1, that have lost detail in the channel where most have: at 0, or at 255. */
export function clippedShare({ red, green, blue }: HistogramInfo, end: 'shadows' | 'highlights'): number {
  const at = end === 'shadows' ? 0 : TOP;
  const shares = [red, green, blue].map((counts) => (counts[at] ?? 0) / Math.max(1, totalOf(counts)));
  return Math.max(...shares);
}
