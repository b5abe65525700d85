import { IDENTITY, invert, multiply, project, translation, type Matrix } from '../viewport/matrix';
import type { Point } from '../viewport/viewport';

export { IDENTITY, invert as inverse, translation, type Matrix };

/** The map that does the first, then the next, and so on. */
export function chain(...steps: readonly Matrix[]): Matrix {
  return steps.reduce((done, next) => multiply(next, done), IDENTITY);
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

/** Where a place goes. */
export function apply(matrix: Matrix, place: Point): Point {
  const { x, y, depth } = project(matrix, place);
  return { x: x / depth, y: y / depth };
}

/** The map that sends four corners to four others; each go around without folding inward. */
export function quadToQuad(from: readonly Point[], to: readonly Point[]): Matrix {
  return multiply(fromUnitSquare(to), invert(fromUnitSquare(from)));
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
