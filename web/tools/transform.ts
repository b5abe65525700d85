import type { ParameterValue } from '../generated/protocol';
import type { Point } from '../viewport/viewport';
import { apply, chain, isConvex, quadToQuad, slant, stretch, translation, turn, type Matrix } from './matrix';
import { cornersOf, type Rectangle } from './outline';

/** How a layer is moved, stretched, turned and slanted about the middle of what is seen of it. */
export interface Transform {
  /** Where its visible pixels are before. */
  readonly box: Rectangle;
  readonly move: Point;
  /** In percent; negative flips. */
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise. */
  readonly angle: number;
  readonly slant: Point;
  /** Where the box' corners are drawn to; then nothing else counts. */
  readonly corners: readonly Point[] | null;
}

/** A handle of the box: -1, 0 or 1 along each side. */
export interface Handle {
  x: -1 | 0 | 1;
  y: -1 | 0 | 1;
}

/** From the top left corner around; corners are at even places. */
export const HANDLES: readonly Handle[] = [
  { x: -1, y: -1 },
  { x: 0, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: -1, y: 1 },
  { x: -1, y: 0 },
];

const LEAST = 0.1; // percent: a side of no length has no way back
const STEEPEST = 80;

export function untouched(box: Rectangle): Transform {
  const none = { x: 0, y: 0 };
  return { box, move: none, width: 100, height: 100, angle: 0, slant: none, corners: null };
}

export function isUntouched({ move, width, height, angle, slant: { x, y }, corners }: Transform): boolean {
  return !corners && !move.x && !move.y && width === 100 && height === 100 && !angle && !x && !y;
}

export function middleOf({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The whole map. */
export function matrixOf(transform: Transform): Matrix {
  const { box, corners, move, width, height } = transform;
  if (corners) return quadToQuad(cornersOf(box), corners);
  const { x, y } = middleOf(box);
  return chain(
    translation(-x, -y),
    stretch(width / 100, height / 100),
    upright(transform),
    translation(x + move.x, y + move.y),
  );
}

/** Slant and turn alone, about the origin. */
export function upright({ slant: { x, y }, angle }: Transform): Matrix {
  return chain(slant(x, y), turn(angle));
}

/** The box' corners after it. */
export function quadOf(transform: Transform): readonly Point[] {
  if (transform.corners) return transform.corners;
  const matrix = matrixOf(transform);
  return cornersOf(transform.box).map((corner) => apply(matrix, corner));
}

export function moved(transform: Transform, x: number, y: number): Transform {
  return {
    ...transform,
    move: { x: transform.move.x + x, y: transform.move.y + y },
    corners: transform.corners?.map((corner) => ({ x: corner.x + x, y: corner.y + y })) ?? null,
  };
}

/** Turned further, about its middle. */
export function turned(transform: Transform, degrees: number): Transform {
  const { corners } = transform;
  if (!corners) return { ...transform, angle: normal(transform.angle + degrees) };
  const centre = centreOf(transform);
  const matrix = chain(translation(-centre.x, -centre.y), turn(degrees), translation(centre.x, centre.y));
  return { ...transform, corners: corners.map((corner) => apply(matrix, corner)) };
}

/** The middle of the box after it. */
export function centreOf({ box, move, corners }: Transform): Point {
  if (!corners) {
    const { x, y } = middleOf(box);
    return { x: x + move.x, y: y + move.y };
  }
  const sum = corners.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }));
  return { x: sum.x / 4, y: sum.y / 4 };
}

/** With one corner, or both corners of a side, drawn elsewhere; as it was where it would fold. */
export function distorted(transform: Transform, handle: Handle, x: number, y: number): Transform {
  const corners = quadOf(transform).map((corner, index) => {
    const at = HANDLES[index * 2];
    const isOnHandle = at && (!handle.x || at.x === handle.x) && (!handle.y || at.y === handle.y);
    return isOnHandle ? { x: corner.x + x, y: corner.y + y } : corner;
  });
  return isConvex(corners) ? { ...transform, corners } : transform;
}

/** What the engine's operation is to be given, so that it does the same to a layer within `reach`. */
export function parametersOf(transform: Transform, reach: Rectangle): Record<string, ParameterValue> {
  const matrix = matrixOf(transform);
  const centre = middleOf(reach);
  const goal = apply(matrix, centre);
  if (transform.corners) {
    return { corners: cornersOf(reach).map((corner) => listed(apply(matrix, corner))) };
  }
  const { width, height, angle, slant: lean } = transform;
  return {
    move: [tidy(goal.x - centre.x), tidy(goal.y - centre.y)],
    scale_x: width,
    scale_y: height,
    rotate: angle,
    skew_x: lean.x,
    skew_y: lean.y,
  };
}

/** A percentage that the engine takes. */
export function legalScale(percent: number): number {
  return Math.abs(percent) < LEAST
    ? LEAST * (percent < 0 ? -1 : 1)
    : Math.min(10000, Math.max(-10000, percent));
}

export function legalSlant(degrees: number): number {
  return Math.min(STEEPEST, Math.max(-STEEPEST, degrees));
}

/** In (-180, 180]. */
export function normal(degrees: number): number {
  const part = ((degrees % 360) + 360) % 360;
  return part > 180 ? part - 360 : part;
}

function listed({ x, y }: Point): number[] {
  return [x, y];
}

/** What is a whole number but for rounding. */
function tidy(value: number): number {
  return Math.abs(value - Math.round(value)) < 1e-9 ? Math.round(value) : value;
}
