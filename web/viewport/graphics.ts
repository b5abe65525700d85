import { Live } from './live';
import { Programs } from './programs';
import { Screen } from './screen';
import { Targets } from './targets';
import { Uploads } from './uploads';

/** What belongs to one WebGL context, and goes with it when it is lost. */
export class Graphics {
  readonly programs: Programs;
  readonly targets: Targets;
  readonly uploads: Uploads;
  readonly live: Live;
  readonly screen: Screen;

  constructor(
    readonly gl: WebGL2RenderingContext,
    onOutOfMemory: () => void,
  ) {
    this.programs = new Programs(gl);
    this.targets = new Targets(gl);
    this.uploads = new Uploads(gl, onOutOfMemory);
    this.live = new Live(gl, this.programs, this.targets);
    this.screen = new Screen(gl, this.programs, this.targets, this.live);
  }

  /** All that was put is drawn as it should be. */
  get isDone(): boolean {
    return this.uploads.isDone && !this.screen.isScaled;
  }

  /** A rectangle of the canvas as RGBA bytes, the top row first. */
  read(x: number, y: number, width: number, height: number): Uint8Array {
    const { gl } = this;
    const upwards = new Uint8Array(width * height * 4);
    gl.readPixels(x, gl.drawingBufferHeight - y - height, width, height, gl.RGBA, gl.UNSIGNED_BYTE, upwards);
    const pixels = new Uint8Array(upwards.length);
    for (let row = 0; row < height; row++) {
      pixels.set(upwards.subarray(row * width * 4, (row + 1) * width * 4), (height - 1 - row) * width * 4);
    }
    return pixels;
  }

  /** Frees what pictures need, as long as there is none. */
  release(): void {
    this.uploads.clear();
    this.live.dispose();
    this.screen.release();
    this.targets.clear();
  }

  dispose(): void {
    this.release();
    this.programs.dispose();
  }
}

/** The canvas' WebGL 2 context, or null where there is none. */
export function context(canvas: HTMLCanvasElement): WebGL2RenderingContext | null {
  return canvas.getContext('webgl2', {
    // Over an opaque canvas, Chromium without a graphics card leaves out what lies behind a dialog's corners.
    alpha: true,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: 'high-performance',
  });
}
