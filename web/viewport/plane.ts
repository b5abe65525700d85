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

/** Where a part of a source goes: its place in the picture, and the source's own place and size. */
export interface Part {
  page: Page;
  target: Rectangle;
}

/** Bytes (RGBA or mask, row by row), or a picture that the browser decoded. */
export type Source = Uint8Array | ImageBitmap;

// Textures are made in whole texels of the smallest level, so that halving a side never rounds.
const GRAIN = 2 ** (LEVELS - 1);

/** The pixels or the mask of a layer at one revision, as textures. */
export class Plane {
  readonly pages: Page[];
  /** Whether every pixel that has come is known to be opaque. */
  isOpaque = true;
  /** Counts what was written, so that copies can tell that they are old. */
  changes = 0;
  isDisposed = false;
  private missingPages: number;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
    readonly kind: PlaneKind,
    readonly revision: number,
    readonly size: Size,
  ) {
    this.pages = pageGrid(size).map((place) => ({
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

  /** The parts of a rectangle of the picture, one a page. */
  parts(area: Rectangle): Part[] {
    return this.pages
      .map((page) => ({ page, target: intersection(page.content, area) }))
      .filter(({ target }) => target.width > 0 && target.height > 0);
  }

  /** Puts a part of a source, which covers `area` of the picture, in its page; true if the page is whole now. */
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
    this.finish(page);
    return true;
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

  /** Makes the page's mip levels; it can be drawn from now on. */
  private finish(page: Page): void {
    const { gl } = this;
    const program = this.programs.halve();
    program.use();
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.disable(gl.BLEND);
    gl.disable(gl.SCISSOR_TEST);
    gl.uniform4f(program.uniform('corners'), -1, -1, 1, 1);
    const { width, height } = page.content;
    for (let level = 1; level < LEVELS; level++) {
      // Only the level that is read may be visible to the sampler while the next one is written.
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_BASE_LEVEL, level - 1);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAX_LEVEL, level - 1);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, page.texture, level);
      gl.viewport(0, 0, whole(width) >> level, whole(height) >> level);
      gl.uniform2i(program.uniform('last'), lastTexel(width, level - 1), lastTexel(height, level - 1));
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_BASE_LEVEL, 0);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAX_LEVEL, LEVELS - 1);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.deleteFramebuffer(framebuffer);
    if (!page.isReady) this.missingPages -= 1;
    page.isReady = true;
    this.changes += 1;
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
