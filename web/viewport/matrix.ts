import type { Point } from './view';

/** A projective map of the plane: three rows of three, for positions (x, y, 1). */
export type Matrix = readonly number[];

export const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** The map that does `before`, then `after`. */
export function multiply(after: Matrix, before: Matrix): Matrix {
  return Array.from({ length: 9 }, (_, index) => {
    const [row, column] = [index - (index % 3), index % 3];
    return [0, 1, 2].reduce(
      (sum, each) => sum + (after[row + each] ?? 0) * (before[3 * each + column] ?? 0),
      0,
    );
  });
}

/** The way back; of a map without one, a map to nowhere. */
export function invert(matrix: Matrix): Matrix {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = matrix;
  const cofactors = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const determinant = a * cofactors[0]! + b * cofactors[3]! + c * cofactors[6]!;
  return cofactors.map((each) => each / determinant);
}

/** Where a position goes, and how deep it lies: what is not above 0 is behind the eye. */
export function project(matrix: Matrix, { x, y }: Point): { x: number; y: number; depth: number } {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = matrix;
  return { x: a * x + b * y + c, y: d * x + e * y + f, depth: g * x + h * y + i };
}

export function translation(x: number, y: number): Matrix {
  return [1, 0, x, 0, 1, y, 0, 0, 1];
}

/** Whether parallel lines stay parallel. */
export function isAffine([, , , , , , g, h]: Matrix): boolean {
  return g === 0 && h === 0;
}

/** Whether every pixel goes to one whole pixel: moves by whole pixels, flips and quarter turns. */
export function isCopy(matrix: Matrix): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g, h] = matrix;
  const isWhole = Number.isInteger(c) && Number.isInteger(f) && g === 0 && h === 0;
  const sizes = [a, b, d, e].map(Math.abs).join();
  return isWhole && (sizes === '1,0,0,1' || sizes === '0,1,1,0');
}

/** How much a map enlarges at a place: the root of the area that a pixel gets. */
export function scaleAt(matrix: Matrix, place: Point): number {
  const [a = 0, b = 0, , d = 0, e = 0, , g = 0, h = 0] = matrix;
  const { x, y, depth } = project(matrix, place);
  const [u, v] = [x / depth, y / depth];
  const area = (a - g * u) * (e - h * v) - (b - h * u) * (d - g * v);
  return Math.sqrt(Math.abs(area)) / Math.abs(depth);
}
