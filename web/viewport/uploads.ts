import { isOpaque, type Part, type Plane, type Source } from './plane';
import type { Rectangle } from './page-grid';

interface Upload {
  plane: Plane;
  source: Source;
  area: Rectangle;
  /** What is still to be written; null before the source was looked at. */
  parts: Part[] | null;
}

/** Sent in one go, so that the graphics processor is never busy for long. */
const MOST_PIXELS = 4 * 1024 * 1024;

/** Brings pixels to the graphics memory bit by bit, so that the page stays quick meanwhile. */
export class Uploads {
  private queue: Upload[] = [];
  private fence: WebGLSync | null = null;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly onOutOfMemory: () => void,
  ) {}

  add(plane: Plane, source: Source, area: Rectangle): void {
    this.queue.push({ plane, source, area, parts: null });
  }

  /** Whether all of it is there, as far as the graphics processor has told. */
  get isDone(): boolean {
    return this.queue.length === 0 && !this.fence;
  }

  /** Uploads for about `budget` milliseconds; answers the planes that got pages, or none when it has to wait. */
  step(budget: number): Set<Plane> {
    const changed = new Set<Plane>();
    if (!this.isCaughtUp() || this.queue.length === 0) return changed;
    const end = performance.now() + budget;
    let room = MOST_PIXELS;
    while (this.queue[0] && room > 0 && performance.now() < end) {
      const upload = this.queue[0];
      if (upload.plane.isDisposed || upload.parts?.length === 0) this.queue.shift();
      else room -= this.advance(upload, changed);
    }
    this.fence = this.gl.fenceSync(this.gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    return changed;
  }

  clear(): void {
    this.queue = [];
  }

  /** The next piece of work; answers how many pixels were sent. */
  private advance(upload: Upload, changed: Set<Plane>): number {
    const { plane, source, area } = upload;
    if (!upload.parts) {
      upload.parts = plane.parts(area);
      if (plane.kind === 'pixels' && plane.isOpaque) plane.isOpaque = isOpaque(source);
      return 0;
    }
    const part = upload.parts.pop();
    if (!part) return 0;
    if (plane.write(part, source, area)) changed.add(plane);
    return part.target.width * part.target.height;
  }

  /** Whether the graphics processor has done what it was given last: sending more would make it stall. */
  private isCaughtUp(): boolean {
    if (!this.fence) return true;
    const status = this.gl.getSyncParameter(this.fence, this.gl.SYNC_STATUS) as number;
    if (status !== this.gl.SIGNALED) return false;
    this.gl.deleteSync(this.fence);
    this.fence = null;
    // Asked now, when the answer does not have to wait for anything.
    if (this.gl.getError() === this.gl.OUT_OF_MEMORY) this.onOutOfMemory();
    return true;
  }
}
