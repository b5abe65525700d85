import { UNITS } from './programs';
import type { Size } from './view';

/**
 * A layer's pixels as the screen shows them before its look-up table, kept while the view stays.
 *
 * While a slider moves, only the table changes: pixels are then not read from the picture's pages and filtered
 * again, but one by one from here.
 */
export class ScreenCopy {
  private texture: WebGLTexture | null = null;
  private framebuffer: WebGLFramebuffer | null = null;
  private size: Size = { width: 0, height: 0 };
  private asked = '';
  private held = '';

  constructor(private readonly gl: WebGL2RenderingContext) {}

  /**
   * Whether the copy for what `key` describes can be drawn from. It is made, by `paint`, when it is asked for the
   * second time: a view that changes with every frame is never copied.
   */
  provide(key: string, size: Size, paint: () => void): boolean {
    const isRepeated = key === this.asked;
    this.asked = key;
    if (!isRepeated) return false;
    if (key !== this.held) {
      this.begin(size);
      paint();
      this.gl.bindFramebuffer(this.gl.FRAMEBUFFER, null);
      this.held = key;
    }
    return true;
  }

  bind(): void {
    this.gl.activeTexture(this.gl.TEXTURE0 + UNITS.pixels);
    this.gl.bindTexture(this.gl.TEXTURE_2D, this.texture);
  }

  /** Frees the copy; it can be asked for again. */
  release(): void {
    this.gl.deleteTexture(this.texture);
    this.gl.deleteFramebuffer(this.framebuffer);
    this.texture = this.framebuffer = null;
    this.size = { width: 0, height: 0 };
    this.asked = this.held = '';
  }

  /** Makes drawing go to the copy, which is empty. */
  private begin({ width, height }: Size): void {
    const { gl } = this;
    if (this.size.width !== width || this.size.height !== height) {
      this.release();
      this.texture = gl.createTexture();
      this.framebuffer = gl.createFramebuffer();
      this.size = { width, height };
      this.bind();
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
      gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.texture, 0);
    }
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }
}
