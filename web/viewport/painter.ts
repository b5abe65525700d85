import type { Appearance } from './appearance';
import type { LookupTable } from './lookup-table';
import { intersection, LEVELS, type Rectangle } from './page-grid';
import { lastTexel, whole, type Page, type Plane } from './plane';
import { UNITS, type Defines, type Programs } from './programs';
import type { Point, Size } from './view';

/** A layer as it is drawn: without mask it shows everywhere, without table its pixels are as they are. */
export interface DrawnLayer {
  pixels: Plane;
  mask: Plane | null;
  table: LookupTable | null;
}

/** A part of the screen, in device pixels, and the layers there from bottom to top. */
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

  draw(region: Region, placement: Placement, appearance: Appearance): void {
    const { gl } = this;
    if (region.right <= region.left) return;
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(region.left, 0, region.right - region.left, placement.screen.height);
    region.layers.forEach((layer, index) =>
      this.drawLayer(layer, index === 0, region, placement, appearance),
    );
  }

  private drawLayer(
    { pixels, mask, table }: DrawnLayer,
    isLowest: boolean,
    region: Region,
    placement: Placement,
    appearance: Appearance,
  ): void {
    const { gl } = this;
    const { screen, density } = placement;
    const program = this.programs.layer({
      ...reading(pixels, placement.zoom),
      MASK: mask !== null,
      OPAQUE: pixels.isOpaque && !mask,
      BACKDROP: isLowest && !(pixels.isOpaque && !mask),
      ...table?.defines,
    });
    program.use();
    table?.bind(program);
    gl.uniform3fv(program.uniform('checkerA'), appearance.checkerA);
    gl.uniform3fv(program.uniform('checkerB'), appearance.checkerB);
    gl.uniform2f(program.uniform('checker'), screen.height, Math.max(1, Math.round(SQUARE * density)));
    if (isLowest) gl.disable(gl.BLEND);
    else gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);

    const seen = seenPart(placement, region);
    pixels.pages.forEach((page, index) => {
      const part = intersection(page.shown, seen);
      const maskPage = mask?.pages[index];
      if (!page.isReady || part.width <= 0 || part.height <= 0) return;
      this.bind(UNITS.pixels, page);
      if (maskPage) this.bind(UNITS.mask, maskPage);
      this.placePage(program, page, placement);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    });
  }

  private bind(unit: number, page: Page): void {
    this.gl.activeTexture(this.gl.TEXTURE0 + unit);
    this.gl.bindTexture(this.gl.TEXTURE_2D, page.texture);
  }

  /** Tells the shader where the page is on the screen, and where a device pixel is in the page. */
  private placePage(
    program: { uniform(name: string): WebGLUniformLocation | null },
    page: Page,
    at: Placement,
  ): void {
    const { gl } = this;
    const { screen, origin, zoom } = at;
    const level = mipLevel(zoom);
    const scale = 2 ** -level;
    const { content, shown } = page;
    const across = (x: number) => ((origin.x + x * zoom) / screen.width) * 2 - 1;
    const down = (y: number) => 1 - ((origin.y + y * zoom) / screen.height) * 2;
    const corners = [
      across(shown.x),
      down(shown.y),
      across(shown.x + shown.width),
      down(shown.y + shown.height),
    ];
    gl.uniform4fv(program.uniform('corners'), corners);
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

/** How the pixels are read at a zoom. */
function reading(pixels: Plane, zoom: number): Defines {
  if (zoom === 1 || zoom >= SQUARES_FROM) return { NEAREST: true };
  return pixels.isOpaque ? { SMOOTH: true } : { WEIGHTED: true };
}

/** The level whose texels come closest to the size of a device pixel. */
function mipLevel(zoom: number): number {
  return Math.min(LEVELS - 1, Math.max(0, Math.round(-Math.log2(zoom))));
}

/** The part of the picture's plane that a region shows, in picture pixels. */
function seenPart({ screen, origin, zoom }: Placement, { left, right }: Region): Rectangle {
  return {
    x: (left - origin.x) / zoom,
    y: -origin.y / zoom,
    width: (right - left) / zoom,
    height: screen.height / zoom,
  };
}
