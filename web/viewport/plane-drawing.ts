import { clipCorners, isEmpty, reachOf, type Look } from './look';
import { multiply, type Matrix } from './matrix';
import type { Rectangle } from './page-grid';
import { lastTexel, whole, type Page, type Plane } from './plane';
import { UNITS, type Program } from './programs';
import type { Reading } from './reading';

/** Draws the pages of a plane that can be seen in a part of the screen, with a program that is in use. */
export function drawPages(
  gl: WebGL2RenderingContext,
  program: Program,
  { plane, matrix, reading, look, part }: PlacedPlane,
): void {
  const toScreen = multiply(look.toScreen, matrix);
  gl.uniformMatrix3fv(program.uniform('toPlane'), true, reading.toPlane);
  gl.uniformMatrix3fv(program.uniform('toPixel'), true, reading.toPixel);
  gl.uniform2f(program.uniform('mip'), reading.level, 2 ** -reading.level);
  for (const page of plane.pages) {
    const shown = reading.defines['EDGES'] ? widened(page, plane, look, toScreen) : page.shown;
    if (!page.isReady || isEmpty(reachOf(shown, toScreen, part))) continue;
    gl.activeTexture(gl.TEXTURE0 + UNITS.pixels);
    gl.bindTexture(gl.TEXTURE_2D, page.texture);
    placePage(gl, program, page, plane, reading.level);
    gl.uniform4fv(program.uniform('corners'), clipCorners(shown, toScreen, look.screen));
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }
}

export interface PlacedPlane {
  readonly plane: Plane;
  /** From the plane to the document. */
  readonly matrix: Matrix;
  readonly reading: Reading;
  readonly look: Look;
  /** What of the screen is drawn. */
  readonly part: Rectangle;
}

/** Tells the shader what the page's texture holds. */
function placePage(
  gl: WebGL2RenderingContext,
  program: Program,
  { content }: Page,
  { size }: Plane,
  level: number,
): void {
  const scale = 2 ** -level;
  gl.uniform4f(
    program.uniform('content'),
    content.x,
    content.y,
    1 / (whole(content.width) * scale),
    1 / (whole(content.height) * scale),
  );
  gl.uniform4f(
    program.uniform('limits'),
    lastTexel(content.width, level),
    lastTexel(content.height, level),
    size.width,
    size.height,
  );
}

/** What is shown of a page, with as much around the plane's own border as half-covered pixels need. */
function widened({ shown }: Page, { size }: Plane, look: Look, toScreen: Matrix): Rectangle {
  // How much of the plane a pixel of the screen, or a square that is seen as one, may take at the most.
  const reach = Math.max(1, look.zoom) * Math.SQRT2;
  const [a = 0, b = 0, , d = 0, e = 0, , , , depth = 1] = toScreen;
  const determinant = Math.abs(a * e - b * d) || 1;
  const x = (reach * Math.hypot(b, e) * Math.abs(depth)) / determinant + 1;
  const y = (reach * Math.hypot(a, d) * Math.abs(depth)) / determinant + 1;
  const left = shown.x === 0 ? x : 0;
  const top = shown.y === 0 ? y : 0;
  const right = shown.x + shown.width === size.width ? x : 0;
  const bottom = shown.y + shown.height === size.height ? y : 0;
  return {
    x: shown.x - left,
    y: shown.y - top,
    width: shown.width + left + right,
    height: shown.height + top + bottom,
  };
}
