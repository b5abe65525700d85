import { Compositor, type Canvas, type Drawn } from './compositor';
import { isEmpty, reachOf, whole, type Look } from './look';
import type { Rectangle } from './page-grid';
import type { Programs } from './programs';
import type { Target, Targets } from './targets';

/** Layers below one that goes on changing, such as one that is dragged, are not drawn again. */
interface Below {
  readonly target: Target;
  readonly count: number;
  readonly isBare: boolean;
  readonly isOpaque: boolean;
}

/**
 * The document's layers together, as the screen shows them before its background.
 *
 * It is kept, and only what changed is drawn again: what a pan brings into sight, what a stroke touched, or the
 * layers from the lowest one on that changed.
 */
export class Composition {
  /** No pixel of the document lets anything through. */
  isOpaque = false;
  private target: Target | null = null;
  private look: Look | null = null;
  private keys: readonly string[] = [];
  private below: Below | null = null;
  private changed = -1;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    private readonly targets: Targets,
  ) {}

  /** Brings it up to date. `keys` change when their layers do; `damage` is what changed without that. */
  update(drawn: Drawn, keys: readonly string[], look: Look, damage: Rectangle): Target {
    const target = (this.target ??= this.targets.take('colour'));
    const changed = firstChange(this.keys, keys);
    const before = this.look;
    this.keys = keys;
    this.look = look;
    if (before !== look) {
      this.drop();
      const move = before && changed < 0 ? shift(before, look) : null;
      if (move) return this.pan(drawn, look, target, move);
      this.draw(drawn, look, target, whole(look.screen));
    } else if (changed >= 0) {
      const isRepeated = changed === this.changed;
      if (this.below && this.below.count > changed) this.drop();
      if (isRepeated && changed > 0 && this.below?.count !== changed) this.keepBelow(drawn, look, changed);
      this.draw(drawn, look, target, whole(look.screen));
    } else {
      this.draw(drawn, look, target, damage);
    }
    if (changed >= 0) this.changed = changed;
    return target;
  }

  /** Frees what it keeps. */
  release(): void {
    this.drop();
    this.targets.give(this.target);
    this.target = this.look = null;
    this.keys = [];
  }

  private draw(drawn: Drawn, look: Look, target: Target, part: Rectangle): void {
    const seen = reachOf(whole(drawn.size), look.toScreen, part);
    if (isEmpty(seen)) return;
    const { below } = this;
    if (below) target.copy(below.target, seen);
    else target.clear(seen);
    const { isBare, isOpaque } = below ?? { isBare: true, isOpaque: false };
    const canvas: Canvas = { target, part: seen, isBare, isOpaque };
    const layers = below ? drawn.layers.slice(below.count) : drawn.layers;
    new Compositor(this.gl, this.programs, this.targets, drawn, look).stack(layers, canvas);
    this.isOpaque = canvas.isOpaque;
  }

  private pan(drawn: Drawn, look: Look, old: Target, { dx, dy }: Shift): Target {
    const { width, height } = look.screen;
    const target = (this.target = this.targets.take('colour'));
    const [left, right] = [Math.max(0, dx), Math.min(width, width + dx)];
    const [top, bottom] = [Math.max(0, dy), Math.min(height, height + dy)];
    target.copy(old, { x: left, y: top, width: right - left, height: bottom - top }, dx, dy);
    this.targets.give(old);
    const strips: Rectangle[] = [
      { x: 0, y: 0, width: left, height },
      { x: right, y: 0, width: width - right, height },
      { x: left, y: 0, width: right - left, height: top },
      { x: left, y: bottom, width: right - left, height: height - bottom },
    ];
    for (const strip of strips) if (!isEmpty(strip)) this.draw(drawn, look, target, strip);
    return target;
  }

  private keepBelow(drawn: Drawn, look: Look, count: number): void {
    this.drop();
    const target = this.targets.take('colour');
    const part = reachOf(whole(drawn.size), look.toScreen, whole(look.screen));
    target.clear(part);
    const canvas: Canvas = { target, part, isBare: true, isOpaque: false };
    const layers = drawn.layers.slice(0, count);
    new Compositor(this.gl, this.programs, this.targets, drawn, look).stack(layers, canvas);
    this.below = { target, count, isBare: canvas.isBare, isOpaque: canvas.isOpaque };
  }

  private drop(): void {
    this.targets.give(this.below?.target ?? null);
    this.below = null;
    this.changed = -1;
  }
}

interface Shift {
  readonly dx: number;
  readonly dy: number;
}

/** By how many whole pixels the picture moved from one look to another; null if it did anything else. */
function shift(from: Look, to: Look): Shift | null {
  const isSame = (index: number) => Math.abs((from.toScreen[index] ?? 0) - (to.toScreen[index] ?? 0)) < 1e-9;
  if (from.screen.width !== to.screen.width || from.screen.height !== to.screen.height) return null;
  if (from.zoom !== to.zoom || ![0, 1, 3, 4].every(isSame)) return null;
  const moved = [2, 5].map((index) => (to.toScreen[index] ?? 0) - (from.toScreen[index] ?? 0));
  const [dx = 0, dy = 0] = moved.map(Math.round);
  const isWhole = moved.every((each) => Math.abs(each - Math.round(each)) < 1e-3);
  const isNear = Math.abs(dx) < to.screen.width && Math.abs(dy) < to.screen.height;
  return isWhole && isNear ? { dx, dy } : null;
}

/** The first place at which two lists differ; -1 if none. */
function firstChange(before: readonly string[], after: readonly string[]): number {
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index++) if (before[index] !== after[index]) return index;
  return -1;
}
