import type { Point } from '../viewport/viewport';

/** How far an arrow key moves something: a pixel, with Shift ten; null for other keys. */
export function nudgeOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): Point | null {
  if (ctrlKey || metaKey || altKey) return null;
  const step = shiftKey ? 10 : 1;
  switch (key) {
    case 'ArrowLeft':
      return { x: -step, y: 0 };
    case 'ArrowRight':
      return { x: step, y: 0 };
    case 'ArrowUp':
      return { x: 0, y: -step };
    case 'ArrowDown':
      return { x: 0, y: step };
    default:
      return null;
  }
}

/** A way along one axis or a diagonal, whichever is nearest. */
export function straight({ x, y }: Point): Point {
  if (Math.abs(x) > 2 * Math.abs(y)) return { x, y: 0 };
  if (Math.abs(y) > 2 * Math.abs(x)) return { x: 0, y };
  const both = Math.max(Math.abs(x), Math.abs(y));
  return { x: Math.sign(x) * both, y: Math.sign(y) * both };
}
