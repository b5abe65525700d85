import type { Appearance } from './appearance';
import type { LookupTable } from './lookup-table';
import { intersection, LEVELS, type Rectangle } from './page-grid';
import { lastTexel, whole, type Page, type Plane } from './plane';
import { UNITS, type Defines, type Program, type Programs } from './programs';
import type { ScreenCopy } from './screen-copy';
import type { Point, Size } from './view';

/** A layer as it is drawn: without mask it shows everywhere, without table its pixels are as they are. */
export interface DrawnLayer {
  pixels: Plane;
  mask: Plane | null;
  adjusted: { table: LookupTable; copy: ScreenCopy } | null;
}

/** A part of the screen from top to bottom, in device pixels, and the layers there from the lowest up. */
export interface Region {
  left: number;
  right: number;
  layers: DrawnLayer[];
}

/** Where the picture is on the screen. */
export interface Placement {
  screen: Size;
  origin: Point;
  zoom: number;
  /** Device pixels per CSS pixel. */
  density: number;
}

const SQUARE = 8; // CSS pixels
/** From this zoom on, picture pixels are seen as the squares they are. */
const SQUARES_FROM = 2;

/** Draws layers to the canvas: only what is visible, at the mip level that suits the zoom. */
export class Painter {
  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
  ) {}

  clear(screen: Size, { canvas: [red, green, blue] }: Appearance): void {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, screen.width, screen.height);
    gl.disable(gl.SCISSOR_TEST);
    gl.clearColor(red, green, blue, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  draw(region: Region, at: Placement, appearance: Appearance): void {
    const { gl } = this;
    const { left, right, layers } = region;
    if (right <= left) return;
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    layers.forEach((layer, index) => {
      const isOpaque = layer.pixels.isOpaque && !layer.mask;
      const blending: Defines = index > 0 ? {} : isOpaque ? { OPAQUE: true } : { BACKDROP: true };
      const isCopied = this.copy(layer, at);
      gl.enable(gl.SCISSOR_TEST);
      gl.scissor(left, 0, right - left, at.screen.height);
      if (index > 0) gl.enable(gl.BLEND);
      else gl.disable(gl.BLEND);
      const table = layer.adjusted?.table;
      const source = isCopied ? { NEAREST: true } : reading(layer, at.zoom);
      const program = this.programs.layer({ ...source, ...blending, ...table?.defines });
      program.use();
      table?.bind(program);
      gl.uniform3fv(program.uniform('checkerA'), appearance.checkerA);
      gl.uniform3fv(program.uniform('checkerB'), appearance.checkerB);
      gl.uniform2f(
        program.uniform('checker'),
        at.screen.height,
        Math.max(1, Math.round(SQUARE * at.density)),
      );
      if (isCopied) this.drawCopy(program, layer, at);
      else this.drawPages(program, layer, at, { left, right });
    });
  }

  /** Brings the layer's copy of the screen up to date, where it has use for one. */
  private copy(layer: DrawnLayer, at: Placement): boolean {
    const { adjusted, pixels, mask } = layer;
    if (!adjusted) return false;
    const { screen, origin, zoom } = at;
    const planes = [pixels.revision, pixels.changes, mask?.revision, mask?.changes];
    const key = [...planes, screen.width, screen.height, origin.x, origin.y, zoom].join();
    return adjusted.copy.provide(key, screen, () => {
      const { gl } = this;
      gl.disable(gl.SCISSOR_TEST);
      gl.disable(gl.BLEND);
      const program = this.programs.layer({ ...reading(layer, zoom), STRAIGHT: true });
      program.use();
      this.drawPages(program, layer, at, { left: 0, right: screen.width });
    });
  }

  private drawCopy(program: Program, { pixels, adjusted }: DrawnLayer, at: Placement): void {
    const { gl } = this;
    const { width, height } = at.screen;
    adjusted?.copy.bind();
    gl.uniform4f(program.uniform('grid'), 1, 1, 0, 0);
    gl.uniform4f(program.uniform('bounds'), width - 1, height - 1, 1 / width, 1 / height);
    gl.uniform4fv(program.uniform('corners'), corners({ x: 0, y: 0, ...pixels.size }, at));
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  private drawPages(
    program: Program,
    { pixels, mask }: DrawnLayer,
    at: Placement,
    { left, right }: { left: number; right: number },
  ): void {
    const { origin, zoom, screen } = at;
    const seen = {
      x: (left - origin.x) / zoom,
      y: -origin.y / zoom,
      width: (right - left) / zoom,
      height: screen.height / zoom,
    };
    pixels.pages.forEach((page, index) => {
      const part = intersection(page.shown, seen);
      if (!page.isReady || part.width <= 0 || part.height <= 0) return;
      const maskPage = mask?.pages[index];
      this.bind(UNITS.pixels, page);
      if (maskPage) this.bind(UNITS.mask, maskPage);
      this.placePage(program, page, at);
      this.gl.drawArrays(this.gl.TRIANGLE_STRIP, 0, 4);
    });
  }

  private bind(unit: number, page: Page): void {
    this.gl.activeTexture(this.gl.TEXTURE0 + unit);
    this.gl.bindTexture(this.gl.TEXTURE_2D, page.texture);
  }

  /** Tells the shader where the page is on the screen, and where a device pixel is in the page. */
  private placePage(program: Program, { content, shown }: Page, at: Placement): void {
    const { gl } = this;
    const { screen, origin, zoom } = at;
    const level = mipLevel(zoom);
    const scale = 2 ** -level;
    gl.uniform4fv(program.uniform('corners'), corners(shown, at));
    gl.uniform4f(
      program.uniform('grid'),
      scale / zoom,
      -scale / zoom, // device pixels count upwards in the shader
      scale * (-origin.x / zoom - content.x),
      scale * ((screen.height - origin.y) / zoom - content.y),
    );
    gl.uniform4f(
      program.uniform('bounds'),
      lastTexel(content.width, level),
      lastTexel(content.height, level),
      1 / (whole(content.width) * scale),
      1 / (whole(content.height) * scale),
    );
    gl.uniform1i(program.uniform('level'), level);
  }
}

/** How a layer's pages are read at a zoom. */
function reading({ pixels, mask }: DrawnLayer, zoom: number): Defines {
  const isSquare = zoom === 1 || zoom >= SQUARES_FROM;
  const filter = isSquare ? 'NEAREST' : pixels.isOpaque ? 'SMOOTH' : 'WEIGHTED';
  return { [filter]: true, MASK: mask !== null };
}

/** The level whose texels come closest to the size of a device pixel. */
function mipLevel(zoom: number): number {
  return Math.min(LEVELS - 1, Math.max(0, Math.round(-Math.log2(zoom))));
}

/** A rectangle of the picture in clip coordinates: left, top, right, bottom. */
function corners({ x, y, width, height }: Rectangle, { screen, origin, zoom }: Placement): number[] {
  const across = (place: number) => ((origin.x + place * zoom) / screen.width) * 2 - 1;
  const down = (place: number) => 1 - ((origin.y + place * zoom) / screen.height) * 2;
  return [across(x), down(y), across(x + width), down(y + height)];
}
