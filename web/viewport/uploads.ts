import type { Part, Plane, Source } from './plane';
import type { Rectangle } from './page-grid';

interface Upload {
  plane: Plane;
  source: Source;
  area: Rectangle;
  /** What is still to be written; null before the source was looked at. */
  parts: Part[] | null;
}

/** Brings pixels to the graphics memory bit by bit, so that the page stays quick meanwhile. */
export class Uploads {
  private queue: Upload[] = [];
  private fence: WebGLSync | null = null;

  constructor(private readonly gl: WebGL2RenderingContext) {}

  add(plane: Plane, source: Source, area: Rectangle): void {
    this.queue.push({ plane, source, area, parts: null });
  }

  get isEmpty(): boolean {
    return this.queue.length === 0;
  }

  /** Uploads for about `budget` milliseconds; answers the planes that got pages, or none when it has to wait. */
  step(budget: number): Set<Plane> {
    const changed = new Set<Plane>();
    if (this.isEmpty || !this.isCaughtUp()) return changed;
    const end = performance.now() + budget;
    while (this.queue[0] && performance.now() < end) {
      const upload = this.queue[0];
      if (upload.plane.isDisposed || upload.parts?.length === 0) this.queue.shift();
      else this.advance(upload, changed);
    }
    this.fence = this.gl.fenceSync(this.gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    return changed;
  }

  clear(): void {
    this.queue = [];
  }

  private advance(upload: Upload, changed: Set<Plane>): void {
    const { plane, source, area } = upload;
    if (!upload.parts) {
      upload.parts = plane.parts(area);
      if (plane.kind === 'pixels' && plane.isOpaque) plane.isOpaque = isOpaque(source);
      return;
    }
    const part = upload.parts.pop();
    if (!part) return;
    if (plane.write(part, source, area)) changed.add(plane);
  }

  /** Whether the graphics processor has done what it was given last: sending more would make it stall. */
  private isCaughtUp(): boolean {
    if (!this.fence) return true;
    const status = this.gl.getSyncParameter(this.fence, this.gl.SYNC_STATUS) as number;
    if (status !== this.gl.SIGNALED) return false;
    this.gl.deleteSync(this.fence);
    this.fence = null;
    return true;
  }
}

/** Whether every pixel has alpha 255, as photos do: they are drawn in a faster way. About 1 ms for a megapixel. */
function isOpaque(source: Source): boolean {
  if (source instanceof ImageBitmap) return false;
  const pixels = new Int32Array(source.buffer, source.byteOffset, source.byteLength >> 2);
  let common = -1;
  for (let index = 0; index < pixels.length; index++) common &= pixels[index]!;
  return common >>> 24 === 255;
}
