import type { Appearance, Rgb } from './appearance';
import { CHANNEL_INDEX, isPlain, type Inspection } from './inspection';
import { clipCorners, fromFragment, whole, type Look } from './look';
import { project } from './matrix';
import { UNITS, type Defines, type Programs } from './programs';
import type { Target } from './targets';
import type { Size } from './view';

/** A part of the screen from top to bottom, in device pixels, and what is shown there. */
export interface Region {
  left: number;
  right: number;
  composed: Target;
  isOpaque: boolean;
}

/** What lies behind the picture and over it. */
export interface Surroundings {
  size: Size;
  background: readonly number[] | null;
  selection: Target | null;
  /** A layer's mask that is shown in place of the picture. */
  mask: Target | null;
  /** How far the ants have marched, in CSS pixels; null where they are not shown. */
  ants: number | null;
  /** The quick mask's colour over what is not selected. */
  veil: { colour: Rgb; opacity: number } | null;
  inspection: Inspection;
}

const SQUARE = 8; // CSS pixels
const DASH = 4; // CSS pixels
/** Beyond this zoom the pixels' borders are drawn. */
const GRID_BEYOND = 8;

/** Draws the composed picture to the canvas, over the checkerboard and under the marching ants. */
export class Presentation {
  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly programs: Programs,
  ) {}

  clear({ width, height }: Size, { canvas: [red, green, blue] }: Appearance): void {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, width, height);
    gl.disable(gl.SCISSOR_TEST);
    gl.clearColor(red, green, blue, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  draw(
    { left, right, composed, isOpaque }: Region,
    around: Surroundings,
    look: Look,
    colours: Appearance,
  ): void {
    const { gl } = this;
    const { screen, density, zoom } = look;
    if (right <= left) return;
    const { mask, veil, inspection } = around;
    const selection = mask ?? around.selection;
    const ants = selection && !mask ? around.ants : null;
    const defines: Defines = {
      BACKGROUND: around.background !== null,
      GRID: zoom > GRID_BEYOND,
      ANTS: ants !== null,
      VEIL: selection !== null && veil !== null && !mask,
      MASK: mask !== null,
      CHANNEL: inspection.channel !== null,
      CLIPPED: inspection.shadows || inspection.highlights,
    };
    const isCovered = defines['GRID'] || defines['ANTS'] || defines['VEIL'];
    if (isOpaque && look.isUpright && !isCovered && isPlain(inspection)) {
      return this.copy(composed, { left, right }, around.size, look);
    }
    const program = this.programs.present(defines);
    program.use();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, screen.width, screen.height);
    gl.disable(gl.BLEND);
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(left, 0, right - left, screen.height);
    composed.bind(UNITS.composed);
    selection?.bind(UNITS.selection);
    const square = Math.max(1, Math.round(SQUARE * density));
    gl.uniform3fv(program.uniform('checkerA'), colours.checkerA);
    gl.uniform3fv(program.uniform('checkerB'), colours.checkerB);
    gl.uniform2f(program.uniform('checker'), screen.height, square);
    gl.uniform4iv(program.uniform('background'), around.background ?? [0, 0, 0, 0]);
    gl.uniformMatrix3fv(program.uniform('toPixel'), true, fromFragment(look.toScreen, screen));
    gl.uniform2f(program.uniform('grid'), zoom, Math.max(1, Math.round(density)));
    gl.uniform4f(
      program.uniform('ants'),
      Math.round((ants ?? 0) * density),
      Math.round(DASH * density),
      screen.width - 1,
      screen.height - 1,
    );
    gl.uniform1i(program.uniform('channel'), CHANNEL_INDEX[inspection.channel ?? 'red']);
    gl.uniform4f(program.uniform('clippedLow'), ...colours.clippedShadows, Number(inspection.shadows));
    gl.uniform4f(program.uniform('clippedHigh'), ...colours.clippedHighlights, Number(inspection.highlights));
    if (veil) gl.uniform4f(program.uniform('veil'), ...veil.colour, veil.opacity);
    gl.uniform4fv(program.uniform('corners'), clipCorners(whole(around.size), look.toScreen, screen));
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** What hides all that lies behind it goes to the canvas as it is. */
  private copy(
    composed: Target,
    { left, right }: Omit<Region, 'composed' | 'isOpaque'>,
    size: Size,
    look: Look,
  ): void {
    const { gl } = this;
    const { width, height } = look.screen;
    const [x0, y0, x1, y1] = pixelsOf(size, look);
    const [from, to] = [Math.max(left, x0), Math.min(right, x1, width)];
    const [low, high] = [Math.max(0, height - y1), Math.min(height, height - y0)];
    if (to <= from || high <= low) return;
    gl.disable(gl.SCISSOR_TEST);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, composed.framebuffer);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(from, low, to, high, from, low, to, high, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }
}

/** The pixels of the screen whose middles lie in an upright picture: left, top, right, bottom. */
function pixelsOf({ width, height }: Size, { toScreen }: Look): [number, number, number, number] {
  const one = project(toScreen, { x: 0, y: 0 });
  const other = project(toScreen, { x: width, y: height });
  const first = (a: number, b: number) => Math.ceil(Math.min(a, b) - 0.5);
  const last = (a: number, b: number) => Math.ceil(Math.max(a, b) - 0.5);
  return [first(one.x, other.x), first(one.y, other.y), last(one.x, other.x), last(one.y, other.y)];
}
