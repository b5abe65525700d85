import { invert, multiply, project, type Matrix } from './matrix';
import type { Rectangle } from './page-grid';
import type { Size } from './view';

/** How the document lies on the screen, in device pixels. */
export interface Look {
  readonly screen: Size;
  /** From the document to the screen, y downwards. */
  readonly toScreen: Matrix;
  readonly zoom: number;
  /** Whether the document's pixels lie on the screen's rows and columns. */
  readonly isUpright: boolean;
  /** Device pixels per CSS pixel. */
  readonly density: number;
}

/** From a fragment, whose y counts upwards, to what the matrix lays on the screen. */
export function fromFragment(toScreen: Matrix, { height }: Size): Float32Array {
  const matrix = multiply(invert(toScreen), [1, 0, 0, 0, -1, height, 0, 0, 1]);
  // The scale of a projective map is free; near 1 it is most exact.
  const scale = matrix[8] || 1;
  return Float32Array.from(matrix, (entry) => entry / scale);
}

/** The corners of a rectangle in clip coordinates, as a triangle strip takes them. */
export function clipCorners(area: Rectangle, toScreen: Matrix, { width, height }: Size): Float32Array {
  const corners = new Float32Array(16);
  for (let index = 0; index < 4; index++) {
    const { x, y, depth } = project(toScreen, corner(area, index));
    corners.set([(2 * x) / width - depth, depth - (2 * y) / height, 0, depth], 4 * index);
  }
  return corners;
}

/** The pixels of `within` that a rectangle, and a border around it, may reach; all where it crosses the horizon. */
export function reachOf(area: Rectangle, toScreen: Matrix, within: Rectangle, border = 0): Rectangle {
  const corners = [0, 1, 2, 3].map((index) => project(toScreen, corner(area, index)));
  if (corners.some(({ depth }) => depth <= 1e-6)) return within;
  const xs = corners.map(({ x, depth }) => x / depth);
  const ys = corners.map(({ y, depth }) => y / depth);
  const left = Math.max(within.x, Math.floor(Math.min(...xs)) - border);
  const top = Math.max(within.y, Math.floor(Math.min(...ys)) - border);
  const right = Math.min(within.x + within.width, Math.ceil(Math.max(...xs)) + border);
  const bottom = Math.min(within.y + within.height, Math.ceil(Math.max(...ys)) + border);
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}

export function isEmpty({ width, height }: Rectangle): boolean {
  return width <= 0 || height <= 0;
}

/** A whole size as a rectangle. */
export function whole({ width, height }: Size): Rectangle {
  return { x: 0, y: 0, width, height };
}

/** The least rectangle around two. */
export function union(a: Rectangle, b: Rectangle): Rectangle {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

function corner({ x, y, width, height }: Rectangle, index: number): { x: number; y: number } {
  return { x: index & 1 ? x + width : x, y: index & 2 ? y + height : y };
}
