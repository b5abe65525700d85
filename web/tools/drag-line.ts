import type { Point } from '../viewport/viewport';
import { snap } from './snapping';
import type { ToolContext, ToolPointer } from './tool';

const TURN = Math.PI / 12;

/** Where a line that began at `start` ends; with Shift it turns in steps of 15 degrees. */
export function lineEnd(start: Point, pointer: ToolPointer, context: ToolContext): Point {
  if (!pointer.shift) return snap(pointer, context);
  const [dx, dy] = [pointer.x - start.x, pointer.y - start.y];
  const angle = Math.round(Math.atan2(dy, dx) / TURN) * TURN;
  const length = dx * Math.cos(angle) + dy * Math.sin(angle);
  return { x: start.x + length * Math.cos(angle), y: start.y + length * Math.sin(angle) };
}
