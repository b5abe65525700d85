/** A line on a ruler; the long ones have a number. */
export interface Mark {
  /** In CSS pixels along the ruler. */
  at: number;
  /** In pixels of the picture. */
  value: number;
  isLong: boolean;
}

const LONG_APART = 56; // CSS pixels, so that numbers do not touch
const SHORT_APART = 5;

/** The lines on a ruler of some length, with the picture's edge at `origin` and `zoom` CSS pixels per pixel. */
export function marks(origin: number, zoom: number, length: number): Mark[] {
  const long = stepAtLeast(LONG_APART / zoom);
  const short = [10, 5, 2]
    .map((parts) => long / parts)
    .find((step) => step * zoom >= SHORT_APART && step >= 1);
  const step = short ?? long;
  const perLong = Math.round(long / step);
  const first = Math.ceil(-origin / zoom / step);
  const last = Math.floor((length - origin) / zoom / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const count = first + index;
    return { at: origin + count * step * zoom, value: count * step, isLong: count % perLong === 0 };
  });
}

/** The least of 1, 2, 5, 10, 20 ... that is at least so much. */
function stepAtLeast(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? 10 * power;
}
