import type { Table } from '../generated/protocol';
import { CURVES_BINDING, UNITS, type Defines, type Program } from './programs';

/** A colour look-up table on the graphics processor; the latest one that was set is the one that is used. */
export class LookupTable {
  info: Table | null = null;
  private buffers: ArrayBuffer[] = [];
  private isStale = false;
  private curves: WebGLBuffer | null = null;
  private cube: WebGLTexture | null = null;
  private tone: WebGLTexture | null = null;

  constructor(private readonly gl: WebGL2RenderingContext) {}

  /** Takes a table as the protocol describes it; nothing is uploaded before it is drawn. */
  set(info: Table, buffers: ArrayBuffer[]): void {
    this.info = info;
    this.buffers = buffers;
    this.isStale = true;
  }

  /** What the layer's shader must be compiled with for this table. */
  get defines(): Defines {
    if (!this.info) return {};
    const { curve_size, cube_size, tone_size, matrix } = this.info;
    return { CURVES: curve_size, MATRIX: Boolean(matrix), CUBE: cube_size, TONE: tone_size };
  }

  /** Makes the table ready for drawing with `program`. */
  bind(program: Program): void {
    const { gl, info } = this;
    if (!info) return;
    if (this.isStale) this.upload(info);
    gl.bindBufferBase(gl.UNIFORM_BUFFER, CURVES_BINDING, this.curves);
    gl.activeTexture(gl.TEXTURE0 + UNITS.cube);
    gl.bindTexture(gl.TEXTURE_3D, this.cube);
    gl.activeTexture(gl.TEXTURE0 + UNITS.tone);
    gl.bindTexture(gl.TEXTURE_2D, this.tone);
    if (info.matrix) gl.uniformMatrix4x3fv(program.uniform('matrix'), true, info.matrix);
  }

  /** A copy of the table for another context, when this one was lost. */
  copyTo(other: LookupTable): void {
    if (this.info) other.set(this.info, this.buffers);
  }

  dispose(): void {
    this.gl.deleteBuffer(this.curves);
    this.gl.deleteTexture(this.cube);
    this.gl.deleteTexture(this.tone);
  }

  // Full floats, since reading one texel of them is quicker than one of half floats, and no filter is needed:
  // the shader interpolates as the engine does.
  private upload({ cube_size: nodes, tone_size: tones }: Table): void {
    const { gl } = this;
    const [curves, cube, tone] = this.buffers;
    this.isStale = false;
    if (curves) {
      this.curves ??= gl.createBuffer();
      gl.bindBuffer(gl.UNIFORM_BUFFER, this.curves);
      gl.bufferData(gl.UNIFORM_BUFFER, floats(curves), gl.DYNAMIC_DRAW);
    }
    if (nodes && cube) {
      this.cube ??= this.texture(gl.TEXTURE_3D, UNITS.cube);
      gl.activeTexture(gl.TEXTURE0 + UNITS.cube);
      gl.bindTexture(gl.TEXTURE_3D, this.cube);
      this.unpackWhole();
      gl.texImage3D(gl.TEXTURE_3D, 0, gl.RGBA32F, nodes, nodes, nodes, 0, gl.RGBA, gl.FLOAT, floats(cube));
    }
    if (tones && tone) {
      this.tone ??= this.texture(gl.TEXTURE_2D, UNITS.tone);
      gl.activeTexture(gl.TEXTURE0 + UNITS.tone);
      gl.bindTexture(gl.TEXTURE_2D, this.tone);
      this.unpackWhole();
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, tones, 1, 0, gl.RGBA, gl.FLOAT, floats(tone));
    }
  }

  private texture(target: GLenum, unit: number): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(target, texture);
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    return texture;
  }

  /** Undoes what uploading a part of a picture left set. */
  private unpackWhole(): void {
    const { gl } = this;
    for (const setting of [gl.UNPACK_ROW_LENGTH, gl.UNPACK_SKIP_PIXELS, gl.UNPACK_SKIP_ROWS]) {
      gl.pixelStorei(setting, 0);
    }
  }
}

/** Half floats as floats. Moving their bits to a float's place leaves only the exponents' bias to correct. */
export function floats(halves: ArrayBuffer): Float32Array<ArrayBuffer> {
  const source = new Uint16Array(halves);
  const values = new Float32Array(source.length);
  const bits = new Uint32Array(values.buffer);
  for (let index = 0; index < source.length; index++) {
    const half = source[index] ?? 0;
    bits[index] = ((half & 0x8000) << 16) | ((half & 0x7fff) << 13);
  }
  for (let index = 0; index < values.length; index++) values[index] = (values[index] ?? 0) * 2 ** 112;
  return values;
}
