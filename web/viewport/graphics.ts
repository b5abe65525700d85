import { Painter } from './painter';
import { Programs } from './programs';
import { Uploads } from './uploads';

/** What belongs to one WebGL context, and goes with it when it is lost. */
export class Graphics {
  readonly programs: Programs;
  readonly painter: Painter;
  readonly uploads: Uploads;

  constructor(
    readonly gl: WebGL2RenderingContext,
    onOutOfMemory: () => void,
  ) {
    this.programs = new Programs(gl);
    this.painter = new Painter(gl, this.programs);
    this.uploads = new Uploads(gl, onOutOfMemory);
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
