import { Compositor, type Drawn } from './compositor';
import { whole, type Look } from './look';
import { IDENTITY } from './matrix';
import type { Plane } from './plane';
import type { Programs } from './programs';
import type { Target, Targets } from './targets';

/** What is selected, as the screen shows it: for its ants, its veil, and the strokes that keep to it. */
export class SelectionCopy {
  private target: Target | null = null;
  private look: Look | null = null;
  private held = '';

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    private readonly targets: Targets,
  ) {}

  /** The copy, up to date; null where nothing is selected. */
  update(plane: Plane | null, drawn: Drawn, look: Look): Target | null {
    if (!plane) {
      this.release();
      return null;
    }
    const key = `${plane.serial}.${plane.changes}`;
    if (this.target && this.look === look && this.held === key) return this.target;
    this.targets.give(this.target);
    this.target = this.targets.take('mask');
    this.look = look;
    this.held = key;
    const all = whole(look.screen);
    this.target.clear(all);
    new Compositor(this.gl, this.programs, this.targets, drawn, look).drawRaw(plane, IDENTITY, all);
    return this.target;
  }

  release(): void {
    this.targets.give(this.target);
    this.target = null;
  }
}
