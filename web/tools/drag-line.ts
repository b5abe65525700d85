import type { Point } from '../viewport/viewport';
import { snap } from './snapping';
import type { ToolContext, ToolPointer } from './tool';

const TURN = Math.PI / 12;

/** Where a line that began at `start` ends; with Shift it turns in steps of 15 degrees. */
export function lineEnd(start: Point, pointer: ToolPointer, context: ToolContext): Point {
  return pointer.shift ? stepped(start, pointer) : snap(pointer, context);
}

/** The place nearest to `to` at a step of 15 degrees around `from`. */
export function stepped(from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const angle = Math.round(Math.atan2(dy, dx) / TURN) * TURN;
  const length = dx * Math.cos(angle) + dy * Math.sin(angle);
  return { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
}
