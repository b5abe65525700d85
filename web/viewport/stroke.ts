import { fromFragment, reachOf, union, type Look } from './look';
import { multiply } from './matrix';
import type { Rectangle } from './page-grid';
import { UNITS, type Defines, type Program, type Programs } from './programs';
import { SQUARES_FROM } from './reading';
import type { Target, Targets } from './targets';

/** What a stroke does to a layer until the engine has done it. */
export interface StrokeStyle {
  /** The layer's id. */
  layer: string;
  kind: 'paint' | 'erase';
  /** `#rrggbb`, or `#rrggbbaa`. */
  colour?: string;
  /** The most that the stroke covers, 0..1. */
  opacity?: number;
  blend?: string;
  /** A pencil's hard pixels. */
  aliased?: boolean;
  /** Whether the layer's alpha is locked. */
  keepsAlpha?: boolean;
}

/** One touch of the tip, in document pixels: its middle, its radius, its hardness and its flow, 0..1. */
export type Dab = readonly [x: number, y: number, radius: number, hardness: number, flow: number];

const FLOATS = 5;

/** A stroke under the pen: its dabs add up as the engine's do, on the graphics processor. */
export class Stroke {
  private values = new Float32Array(64 * FLOATS);
  private count = 0;
  private drawn = 0;
  private look: Look | null = null;
  private target: Target | null = null;
  private readonly buffer: WebGLBuffer;
  private readonly array: WebGLVertexArrayObject;
  /** The screen's copy of what is selected, which the stroke keeps to. */
  selection: Target | null = null;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    private readonly targets: Targets,
    readonly style: StrokeStyle,
  ) {
    this.buffer = gl.createBuffer();
    this.array = gl.createVertexArray();
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    for (const [place, size, offset] of [
      [0, 4, 0],
      [1, 1, 4],
    ] as const) {
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, gl.FLOAT, false, 4 * FLOATS, 4 * offset);
      gl.vertexAttribDivisor(place, 1);
    }
    gl.bindVertexArray(null);
  }

  get mode(): string {
    return this.style.blend ?? 'normal';
  }

  /** What the layer's shader must be compiled with. */
  get defines(): Defines {
    return { STROKE: true, ERASES: this.style.kind === 'erase', LIMITED: this.selection !== null };
  }

  add([x, y, radius, hardness, flow]: Dab): void {
    if (this.values.length < (this.count + 1) * FLOATS) {
      const longer = new Float32Array(this.values.length * 2);
      longer.set(this.values);
      this.values = longer;
    }
    this.values.set([x, y, radius, flow, hardness], FLOATS * this.count++);
  }

  /** Forgets the dabs, for a line that is drawn anew. */
  clear(): void {
    this.count = 0;
    this.look = null;
  }

  /** Draws the dabs that were added; answers the part of the screen that they change. */
  update(look: Look): Rectangle {
    const { gl } = this;
    const all: Rectangle = { x: 0, y: 0, ...look.screen };
    const isNew = this.look !== look;
    if (!this.target || isNew) {
      this.targets.give(this.target);
      this.target = this.targets.take('cover');
      this.target.clear(all, 1);
      this.drawn = 0;
      this.look = look;
    }
    if (this.drawn === this.count) return isNew ? all : { x: 0, y: 0, width: 0, height: 0 };
    const part = this.reach(look, all);
    this.target.draw(part);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ZERO, gl.SRC_COLOR);
    this.drawDabs(look);
    gl.disable(gl.BLEND);
    this.drawn = this.count;
    return isNew ? all : part;
  }

  /** Makes the stroke ready for a layer's shader. */
  bind(program: Program): void {
    const { gl, style } = this;
    this.target?.bind(UNITS.stroke);
    this.selection?.bind(UNITS.selection);
    gl.uniform4fv(program.uniform('paint'), rgba(style.colour ?? '#000000'));
    gl.uniform1i(program.uniform('strength'), Math.round((style.opacity ?? 1) * 256));
    gl.uniform1i(program.uniform('keepsAlpha'), style.keepsAlpha ? 1 : 0);
  }

  dispose(): void {
    this.targets.give(this.target);
    this.target = null;
    this.gl.deleteBuffer(this.buffer);
    this.gl.deleteVertexArray(this.array);
  }

  private drawDabs(look: Look): void {
    const { gl } = this;
    const isSquare = look.zoom >= SQUARES_FROM;
    const program = this.programs.dab({ SQUARES: isSquare, ALIASED: Boolean(this.style.aliased) });
    program.use();
    const { width, height } = look.screen;
    const toClip = multiply([2 / width, 0, -1, 0, -2 / height, 1, 0, 0, 1], look.toScreen);
    gl.uniformMatrix3fv(program.uniform('fromDocument'), true, Float32Array.from(toClip));
    gl.uniformMatrix3fv(program.uniform('toPixel'), true, fromFragment(look.toScreen, look.screen));
    gl.uniform1f(program.uniform('reach'), reachAround(look));
    gl.uniform1f(program.uniform('softness'), Math.max(1, 1 / look.zoom));
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    const fresh = this.values.subarray(this.drawn * FLOATS, this.count * FLOATS);
    gl.bufferData(gl.ARRAY_BUFFER, fresh, gl.STREAM_DRAW);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.count - this.drawn);
    gl.bindVertexArray(null);
  }

  /** What of the screen the new dabs can change. */
  private reach(look: Look, all: Rectangle): Rectangle {
    let part: Rectangle = { x: 0, y: 0, width: 0, height: 0 };
    for (let index = this.drawn; index < this.count; index++) {
      const [x = 0, y = 0, radius = 0] = this.values.subarray(index * FLOATS, index * FLOATS + 3);
      const reach = radius + reachAround(look);
      const area = { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
      part = union(part, reachOf(area, look.toScreen, all));
    }
    return part;
  }
}

/** How far beyond its radius a dab may be seen, in document pixels. */
function reachAround({ zoom }: Look): number {
  return 1 + Math.max(1, 1 / zoom);
}

function rgba(colour: string): [number, number, number, number] {
  const digits = colour.slice(1).padEnd(8, 'f');
  const level = (index: number) => parseInt(digits.slice(2 * index, 2 * index + 2), 16) / 255;
  return [level(0), level(1), level(2), level(3)];
}
