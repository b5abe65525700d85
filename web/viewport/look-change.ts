import type { Look } from './look';
import { invert, multiply } from './matrix';

/** By how many whole pixels the picture moved. */
export interface Shift {
  readonly dx: number;
  readonly dy: number;
}

/** By how much what was on the screen grew, and where its top left corner went. */
export interface Scaling {
  readonly factor: number;
  readonly x: number;
  readonly y: number;
}

/** Beyond these, a scaled picture is too coarse, or leaves too much of the screen bare, to pass for the right one. */
const LEAST = 2 / 3;
const MOST = 1.5;

/** By how many whole pixels the picture moved from one look to another; null if it did anything else. */
export function shift(from: Look, to: Look): Shift | null {
  const isSame = (index: number) => Math.abs((from.toScreen[index] ?? 0) - (to.toScreen[index] ?? 0)) < 1e-9;
  if (!isOnSameScreen(from, to)) return null;
  if (from.zoom !== to.zoom || ![0, 1, 3, 4].every(isSame)) return null;
  const moved = [2, 5].map((index) => (to.toScreen[index] ?? 0) - (from.toScreen[index] ?? 0));
  const [dx = 0, dy = 0] = moved.map(Math.round);
  const isWhole = moved.every((each) => Math.abs(each - Math.round(each)) < 1e-3);
  const isNear = Math.abs(dx) < to.screen.width && Math.abs(dy) < to.screen.height;
  return isWhole && isNear ? { dx, dy } : null;
}

/** How the screen was scaled and moved from one look to another; null if it was turned, or by a lot. */
export function scaling(from: Look, to: Look): Scaling | null {
  if (!isOnSameScreen(from, to)) return null;
  const [factor = 0, b = 0, x = 0, d = 0, e = 0, y = 0] = multiply(to.toScreen, invert(from.toScreen));
  const isTurned = Math.abs(b) > 1e-6 || Math.abs(d) > 1e-6 || Math.abs(factor - e) > 1e-6;
  return isTurned || factor < LEAST || factor > MOST ? null : { factor, x, y };
}

function isOnSameScreen(from: Look, to: Look): boolean {
  return from.screen.width === to.screen.width && from.screen.height === to.screen.height;
}
