/**
 * The smooth curve that the engine draws through points (`fotofun.imaging.monotone`): piecewise cubic, it
 * rises wherever they rise and swings over none. Slopes after Fritsch and Butland, SIAM J. Sci. Stat.
 * Comput. 5 (1984).
 */
export type CurvePoint = readonly [number, number];

const FLAT = 1e-9;

/** The height of the curve at any place; beyond its ends it is as high as there. */
export function monotoneCurve(points: readonly CurvePoint[]): (at: number) => number {
  const x = points.map((point) => point[0]);
  const y = points.map((point) => point[1]);
  const width = x.slice(1).map((right, i) => right - at(x, i));
  const rise = width.map((w, i) => (at(y, i + 1) - at(y, i)) / w);
  const slope = slopes(width, rise);
  return (place) => {
    const inside = Math.min(at(x, x.length - 1), Math.max(at(x, 0), place));
    if (points.length === 1) return at(y, 0);
    const found = x.findLastIndex((left) => left <= inside);
    const i = Math.min(Math.max(found, 0), x.length - 2);
    const [w, r, s, t] = [at(width, i), at(rise, i), at(slope, i), at(slope, i + 1)];
    const square = (3 * r - 2 * s - t) / w;
    const cube = (s + t - 2 * r) / (w * w);
    const d = inside - at(x, i);
    return at(y, i) + d * (s + d * (square + d * cube));
  };
}

function slopes(width: number[], rise: number[]): number[] {
  if (rise.length === 0) return [0];
  if (rise.length === 1) return [at(rise, 0), at(rise, 0)];
  const inner = rise.slice(1).map((after, i) => {
    const before = at(rise, i);
    const isSame = (before > FLAT && after > FLAT) || (before < -FLAT && after < -FLAT);
    if (!isSame) return 0;
    const first = 2 * at(width, i + 1) + at(width, i);
    const second = at(width, i + 1) + 2 * at(width, i);
    return (first + second) / (first / before + second / after);
  });
  const last = rise.length - 1;
  return [
    endSlope(at(width, 0), at(width, 1), at(rise, 0), at(rise, 1)),
    ...inner,
    endSlope(at(width, last), at(width, last - 1), at(rise, last), at(rise, last - 1)),
  ];
}

/** The three-point formula, cut where it would swing over. */
function endSlope(near: number, far: number, rise: number, next: number): number {
  const slope = ((2 * near + far) * rise - near * next) / (near + far);
  if (slope * rise <= 0) return 0;
  if (rise * next <= 0 && Math.abs(slope) > Math.abs(3 * rise)) return 3 * rise;
  return slope;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
