import type { Rectangle } from './page-grid';
import type { Size } from './view';

export type TargetKind = 'colour' | 'mask' | 'cover';

/** A texture as large as the screen that can be drawn to. */
export class Target {
  readonly texture: WebGLTexture;
  readonly framebuffer: WebGLFramebuffer;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    readonly kind: TargetKind,
    readonly size: Size,
  ) {
    this.texture = gl.createTexture();
    this.framebuffer = gl.createFramebuffer();
    // A unit that no shader samples while something is drawn.
    gl.activeTexture(gl.TEXTURE15);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    // What a brush leaves bare is a product of many numbers close to 1; bytes would lose a soft stroke.
    const half = gl.getExtension('EXT_color_buffer_float') ? gl.R16F : gl.R8;
    const format = { colour: gl.RGBA8, mask: gl.R8, cover: half }[kind];
    gl.texStorage2D(gl.TEXTURE_2D, 1, format, size.width, size.height);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.texture, 0);
  }

  /** Makes a shader's sampler read this. */
  bind(unit: number): void {
    this.gl.activeTexture(this.gl.TEXTURE0 + unit);
    this.gl.bindTexture(this.gl.TEXTURE_2D, this.texture);
  }

  /** Makes drawing go here, within a part of the screen. */
  draw(part: Rectangle): void {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
    gl.viewport(0, 0, this.size.width, this.size.height);
    this.limit(part);
  }

  /** Fills a part of the screen with a level, 0..1. */
  clear(part: Rectangle, level = 0): void {
    this.draw(part);
    this.gl.clearColor(level, level, level, level);
    this.gl.clear(this.gl.COLOR_BUFFER_BIT);
  }

  /** Copies a part of the screen from another target, moved by whole pixels. */
  copy(from: Target, part: Rectangle, dx = 0, dy = 0): void {
    const { gl } = this;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, from.framebuffer);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, this.framebuffer);
    this.limit(part);
    const [left, right] = [part.x, part.x + part.width];
    const [low, high] = [this.size.height - part.y - part.height, this.size.height - part.y];
    gl.blitFramebuffer(
      left - dx,
      low + dy,
      right - dx,
      high + dy,
      left,
      low,
      right,
      high,
      gl.COLOR_BUFFER_BIT,
      gl.NEAREST,
    );
  }

  /** Copies all of another target to a place of the screen, made larger or smaller. */
  scale(from: Target, place: Rectangle, isSmooth: boolean): void {
    const { gl } = this;
    const { width, height } = this.size;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, from.framebuffer);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, this.framebuffer);
    gl.disable(gl.SCISSOR_TEST);
    const [low, high] = [height - place.y - place.height, height - place.y];
    const right = place.x + place.width;
    const filter = isSmooth ? gl.LINEAR : gl.NEAREST;
    gl.blitFramebuffer(0, 0, width, height, place.x, low, right, high, gl.COLOR_BUFFER_BIT, filter);
  }

  dispose(): void {
    this.gl.deleteTexture(this.texture);
    this.gl.deleteFramebuffer(this.framebuffer);
  }

  private limit({ x, y, width, height }: Rectangle): void {
    this.gl.enable(this.gl.SCISSOR_TEST);
    this.gl.scissor(x, this.size.height - y - height, width, height);
  }
}

/** The targets that are not in use now, to be used again. */
export class Targets {
  private free: Target[] = [];
  private size: Size = { width: 0, height: 0 };

  constructor(private readonly gl: WebGL2RenderingContext) {}

  /** Sets the size of all targets from now on, and frees those of another; true if it is another. */
  resize({ width, height }: Size): boolean {
    if (width === this.size.width && height === this.size.height) return false;
    this.clear();
    this.size = { width, height };
    return true;
  }

  /** A target of undefined content. */
  take(kind: TargetKind): Target {
    const index = this.free.findIndex((target) => target.kind === kind);
    return this.free.splice(index, index < 0 ? 0 : 1)[0] ?? new Target(this.gl, kind, this.size);
  }

  give(...targets: (Target | null)[]): void {
    for (const target of targets) {
      if (!target) continue;
      const { width, height } = target.size;
      if (width === this.size.width && height === this.size.height) this.free.push(target);
      else target.dispose();
    }
  }

  clear(): void {
    for (const target of this.free) target.dispose();
    this.free = [];
  }
}
