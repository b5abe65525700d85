import { LEVELS, intersection, pageGrid } from './page-grid';
import type { PagePlace, Rectangle } from './page-grid';
import { UNITS, type Programs } from './programs';
import type { Size } from './view';

export type PlaneKind = 'pixels' | 'mask';

/** A texture that holds one page of a plane, with its mip levels. */
export interface Page extends PagePlace {
  texture: WebGLTexture | null;
  /** Pixels of the content that have not come yet. */
  missing: number;
  isReady: boolean;
}

/** Where a part of a source goes: its place in the plane, and the page that holds it. */
export interface Part {
  page: Page;
  target: Rectangle;
}

/** Bytes (RGBA or mask, row by row), or a picture that the browser decoded. */
export type Source = Uint8Array | ImageBitmap;

// Textures are made in whole texels of the smallest level, so that halving a side never rounds.
const GRAIN = 2 ** (LEVELS - 1);

let made = 0;

/** The pixels or the mask of a layer as textures. */
export class Plane {
  readonly pages: Page[];
  readonly size: Size;
  /** Whether every pixel that has come is known to be opaque. */
  isOpaque: boolean;
  isDisposed = false;
  /** Tells this plane from all others. */
  readonly serial = ++made;
  /** Counts what was written, so that copies can tell that they are old. */
  changes = 0;
  private missingPages: number;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    readonly kind: PlaneKind,
    public revision: number,
    { width, height }: Size,
  ) {
    this.size = { width, height };
    this.isOpaque = kind === 'pixels';
    this.pages = pageGrid(this.size).map((place) => ({
      ...place,
      texture: null,
      missing: place.content.width * place.content.height,
      isReady: false,
    }));
    this.missingPages = this.pages.length;
  }

  /** Whether every page can be drawn. */
  get isComplete(): boolean {
    return this.missingPages === 0;
  }

  /** The parts of a rectangle of the plane, one a page. */
  parts(area: Rectangle): Part[] {
    return this.pages
      .map((page) => ({ page, target: intersection(page.content, area) }))
      .filter(({ target }) => target.width > 0 && target.height > 0);
  }

  /** Puts a part of a source, which covers `area` of the plane, in its page; true if the page is whole now. */
  write({ page, target }: Part, source: Source, area: Rectangle): boolean {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0 + UNITS.larger);
    page.texture ??= this.allocate(page.content);
    gl.bindTexture(gl.TEXTURE_2D, page.texture);
    const [format, type] = [this.kind === 'mask' ? gl.RED : gl.RGBA, gl.UNSIGNED_BYTE];
    const [x, y] = [target.x - page.content.x, target.y - page.content.y];
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, source instanceof ImageBitmap ? 0 : area.width);
    gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, target.x - area.x);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, target.y - area.y);
    if (source instanceof ImageBitmap) {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, target.width, target.height, format, type, source);
    } else {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, target.width, target.height, format, type, source, 0);
    }
    page.missing -= target.width * target.height;
    if (page.missing > 0) return false;
    this.halve(page, page.isReady ? target : page.content);
    if (!page.isReady) this.missingPages -= 1;
    page.isReady = true;
    this.changes += 1;
    return true;
  }

  /** Replaces a rectangle of a plane that is complete. */
  patch(area: Rectangle, bytes: Uint8Array): void {
    if (this.isOpaque) this.isOpaque = isOpaque(bytes);
    for (const part of this.parts(area)) this.write(part, bytes, area);
  }

  dispose(): void {
    this.isDisposed = true;
    for (const page of this.pages) this.gl.deleteTexture(page.texture);
  }

  private allocate({ width, height }: Size): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    const format = this.kind === 'mask' ? gl.R8 : gl.RGBA8;
    gl.texStorage2D(gl.TEXTURE_2D, LEVELS, format, whole(width), whole(height));
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  }

  /** Makes the mip levels of a part of the page, which is bound. */
  private halve(page: Page, part: Rectangle): void {
    const { gl } = this;
    const program = this.programs.halve();
    program.use();
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.disable(gl.BLEND);
    gl.enable(gl.SCISSOR_TEST);
    gl.uniform4f(program.uniform('corners'), -1, -1, 1, 1);
    const { x, y, width, height } = page.content;
    const [left, top] = [part.x - x, part.y - y];
    for (let level = 1; level < LEVELS; level++) {
      // Only the level that is read may be visible to the sampler while the next one is written.
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_BASE_LEVEL, level - 1);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAX_LEVEL, level - 1);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, page.texture, level);
      gl.viewport(0, 0, whole(width) >> level, whole(height) >> level);
      const [low, high] = [left >> level, top >> level];
      const [right, bottom] = [(left + part.width - 1) >> level, (top + part.height - 1) >> level];
      gl.scissor(low, high, right - low + 1, bottom - high + 1);
      gl.uniform2i(program.uniform('last'), lastTexel(width, level - 1), lastTexel(height, level - 1));
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_BASE_LEVEL, 0);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAX_LEVEL, LEVELS - 1);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.deleteFramebuffer(framebuffer);
  }
}

/** A side of a texture that holds `length` pixels. */
export function whole(length: number): number {
  return Math.ceil(length / GRAIN) * GRAIN;
}

/** Index of the last texel of a level that holds picture. */
export function lastTexel(length: number, level: number): number {
  return Math.ceil(length / 2 ** level) - 1;
}

/** Whether every pixel has alpha 255, as photos do: they are drawn in a faster way. About 1 ms for a megapixel. */
export function isOpaque(source: Source): boolean {
  if (source instanceof ImageBitmap) return false;
  const pixels = new Int32Array(source.buffer, source.byteOffset, source.byteLength >> 2);
  let common = -1;
  for (let index = 0; index < pixels.length; index++) common &= pixels[index]!;
  return common >>> 24 === 255;
}
