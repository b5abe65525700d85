import { Compositor, type Drawn } from './compositor';
import { whole, type Look } from './look';
import type { Matrix } from './matrix';
import type { Plane } from './plane';
import type { Programs } from './programs';
import type { Target, Targets } from './targets';

/** A mask as the screen shows it, such as what is selected: for its ants, its veil, and the strokes that keep to it. */
export class MaskCopy {
  private target: Target | null = null;
  private look: Look | null = null;
  private held = '';

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    private readonly targets: Targets,
  ) {}

  /** The copy, up to date; null where there is no mask. */
  update(plane: Plane | null, matrix: Matrix, drawn: Drawn, look: Look): Target | null {
    if (!plane) {
      this.release();
      return null;
    }
    const key = [plane.serial, plane.changes, ...matrix].join();
    if (this.target && this.look === look && this.held === key) return this.target;
    this.targets.give(this.target);
    this.target = this.targets.take('mask');
    this.look = look;
    this.held = key;
    const all = whole(look.screen);
    this.target.clear(all);
    new Compositor(this.gl, this.programs, this.targets, drawn, look).drawRaw(plane, matrix, all);
    return this.target;
  }

  release(): void {
    this.targets.give(this.target);
    this.target = null;
  }
}
