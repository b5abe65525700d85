/** The brightest value. */
export const TOP = 255;

/** So many values may stand out of the plot: a spike, or clipped black and white, would make all others flat. */
const OUTSTANDING = 10;

/** What fills the plot's height. */
export function peakOf(counts: readonly number[]): number {
  const sorted = counts.slice(1, TOP).sort((a, b) => b - a);
  return Math.max(1, (sorted[0] ?? 0) / 4, sorted[OUTSTANDING] ?? 0);
}

/** The area under the counts as a path, in a box of 255 x 1. */
export function areaOf(counts: readonly number[], peak = peakOf(counts)): string {
  const heights = counts.map((count, value) => `L${value} ${(1 - Math.min(1, count / peak)).toFixed(4)}`);
  return `M0 1${heights.join('')}L${TOP} 1Z`;
}
