import { Compositor, type Canvas, type Drawn } from './compositor';
import { isEmpty, reachOf, whole, type Look } from './look';
import { scaling, shift, type Scaling, type Shift } from './look-change';
import { intersection, type Rectangle } from './page-grid';
import type { Programs } from './programs';
import type { Target, Targets } from './targets';

/** Layers below one that goes on changing, such as one that is dragged, are not drawn again. */
interface Below {
  readonly target: Target;
  readonly count: number;
  readonly isBare: boolean;
  readonly isOpaque: boolean;
}

/** What was drawn exactly before the picture began to be scaled. */
interface Exact {
  readonly target: Target;
  readonly look: Look;
}

/** From this zoom on single pixels can be seen, and keep their borders. */
const CRISP = 2;

/**
 * The document's layers together, as the screen shows them before its background.
 *
 * It is kept, and only what changed is drawn again: what a pan brings into sight, what a stroke touched, or the
 * layers from the lowest one on that changed. While somebody zooms, what was there is scaled, and only what comes
 * into sight is drawn; the rest follows when the view rests.
 */
export class Composition {
  /** No pixel of the document lets anything through. */
  isOpaque = false;
  private target: Target | null = null;
  private look: Look | null = null;
  private keys: readonly string[] = [];
  private below: Below | null = null;
  private exact: Exact | null = null;
  private changed = -1;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    private readonly targets: Targets,
  ) {}

  /** What is shown was scaled from another zoom, and waits to be drawn. */
  get isScaled(): boolean {
    return this.exact !== null;
  }

  /**
   * Brings it up to date. `keys` change when their layers do; `damage` is what changed without that. In a hurry it
   * may be scaled.
   */
  update(drawn: Drawn, keys: readonly string[], look: Look, damage: Rectangle, isHurried: boolean): Target {
    const target = (this.target ??= this.targets.take('colour'));
    const changed = firstChange(this.keys, keys);
    const before = this.look;
    this.keys = keys;
    this.look = look;
    const isMoved = before !== look;
    const mayScale = isHurried && changed < 0 && isEmpty(damage);
    if (!isMoved && mayScale && this.exact) return target;
    if (isMoved && before && changed < 0) {
      const move = this.exact ? null : shift(before, look);
      const scaled = mayScale && !move ? scaling(this.exact?.look ?? before, look) : null;
      if (move || scaled) this.drop();
      if (move) return this.pan(drawn, look, target, move);
      if (scaled) return this.scale(drawn, look, this.exact ?? { target, look: before }, scaled);
    }
    if (isMoved || this.exact) {
      this.drop();
      this.forget();
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
    this.forget();
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
    this.drawAround(drawn, look, target, { x: left, y: top, width: right - left, height: bottom - top });
    return target;
  }

  private scale(drawn: Drawn, look: Look, exact: Exact, { factor, x, y }: Scaling): Target {
    const { width, height } = look.screen;
    const target = this.exact && this.target ? this.target : this.targets.take('colour');
    this.exact = exact;
    this.target = target;
    const [left, right] = [Math.round(x), Math.round(x + factor * width)];
    const [top, bottom] = [Math.round(y), Math.round(y + factor * height)];
    const place = { x: left, y: top, width: right - left, height: bottom - top };
    target.scale(exact.target, place, look.zoom < CRISP);
    this.drawAround(drawn, look, target, intersection(place, whole(look.screen)));
    return target;
  }

  /** Draws what of the screen is not in a rectangle. */
  private drawAround(drawn: Drawn, look: Look, target: Target, inside: Rectangle): void {
    const { width, height } = look.screen;
    const [left, right] = [inside.x, inside.x + inside.width];
    const [top, bottom] = [inside.y, inside.y + inside.height];
    const strips: Rectangle[] = [
      { x: 0, y: 0, width: left, height },
      { x: right, y: 0, width: width - right, height },
      { x: left, y: 0, width: right - left, height: top },
      { x: left, y: bottom, width: right - left, height: height - bottom },
    ];
    for (const strip of strips) if (!isEmpty(strip)) this.draw(drawn, look, target, strip);
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

  private forget(): void {
    this.targets.give(this.exact?.target ?? null);
    this.exact = null;
  }

  private drop(): void {
    this.targets.give(this.below?.target ?? null);
    this.below = null;
    this.changed = -1;
  }
}

/** The first place at which two lists differ; -1 if none. */
function firstChange(before: readonly string[], after: readonly string[]): number {
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index++) if (before[index] !== after[index]) return index;
  return -1;
}
