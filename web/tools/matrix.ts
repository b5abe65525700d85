import type { Point } from '../viewport/viewport';

/** Three rows of three numbers: a map of places, with perspective where the last row is not 0, 0, 1. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** The map that does the first, then the next, and so on. */
export function chain(...steps: readonly Matrix[]): Matrix {
  return steps.reduce((done, next) => product(next, done), IDENTITY);
}

export function translation(x: number, y: number): Matrix {
  return [1, 0, x, 0, 1, y, 0, 0, 1];
}

export function stretch(x: number, y: number): Matrix {
  return [x, 0, 0, 0, y, 0, 0, 0, 1];
}

/** Clockwise, as the picture's y grows downwards. */
export function turn(degrees: number): Matrix {
  const angle = (degrees / 180) * Math.PI;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return [cosine, -sine, 0, sine, cosine, 0, 0, 0, 1];
}

/** Slants upright lines by `x` degrees, tops to the right, and level ones by `y`, right ends down. */
export function slant(x: number, y: number): Matrix {
  return [1, -Math.tan((x / 180) * Math.PI), 0, Math.tan((y / 180) * Math.PI), 1, 0, 0, 0, 1];
}

export function apply(m: Matrix, { x, y }: Point): Point {
  const depth = m[6] * x + m[7] * y + m[8];
  return { x: (m[0] * x + m[1] * y + m[2]) / depth, y: (m[3] * x + m[4] * y + m[5]) / depth };
}

export function inverse(m: Matrix): Matrix {
  const [a, b, c, d, e, f, g, h, i] = m;
  const found = [
    e * i - f * h, c * h - b * i, b * f - c * e,
    f * g - d * i, a * i - c * g, c * d - a * f,
    d * h - e * g, b * g - a * h, a * e - b * d,
  ]; // prettier-ignore
  const determinant = a * (e * i - f * h) + b * (f * g - d * i) + c * (d * h - e * g);
  return found.map((entry) => entry / determinant) as unknown as Matrix;
}

/** The map that sends four corners to four others; each go around without folding inward. */
export function quadToQuad(from: readonly Point[], to: readonly Point[]): Matrix {
  return product(fromUnitSquare(to), inverse(fromUnitSquare(from)));
}

/** Whether an outline of four corners goes around without folding inward. */
export function isConvex(corners: readonly Point[]): boolean {
  const turns = corners.map((corner, index) => {
    const before = corners[(index + 3) % 4] ?? corner;
    const after = corners[(index + 1) % 4] ?? corner;
    return Math.sign(
      (corner.x - before.x) * (after.y - corner.y) - (corner.y - before.y) * (after.x - corner.x),
    );
  });
  return turns[0] !== 0 && turns.every((each) => each === turns[0]);
}

/** As Paul Heckbert has it in "Fundamentals of texture mapping and image warping", 1989, section 2.2.3. */
function fromUnitSquare([p0, p1, p2, p3]: readonly Point[]): Matrix {
  if (!p0 || !p1 || !p2 || !p3) throw new Error('There must be four corners.');
  const [across, down] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y];
  const [ax, ay, bx, by] = [p1.x - p2.x, p1.y - p2.y, p3.x - p2.x, p3.y - p2.y];
  const area = ax * by - bx * ay;
  const g = (across * by - bx * down) / area;
  const h = (ax * down - across * ay) / area;
  return [
    p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x,
    p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y,
    g, h, 1,
  ]; // prettier-ignore
}

function product(after: Matrix, before: Matrix): Matrix {
  const entry = (row: number, column: number) =>
    [0, 1, 2].reduce((sum, k) => sum + (after[row * 3 + k] ?? 0) * (before[k * 3 + column] ?? 0), 0);
  return [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => entry(row, column))) as unknown as Matrix;
}
