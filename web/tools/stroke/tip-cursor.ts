import { svg, type SVGTemplateResult } from 'lit';
import type { Point } from '../../viewport/viewport';

const LEAST = 3; // CSS pixels: a smaller circle could not be seen
const ARM = 6;

/** The tip over the picture: its rim, and within it where its hard part ends. Places in CSS pixels. */
export function tipCursor({ x, y }: Point, radius: number, hardness: number): SVGTemplateResult {
  if (radius < LEAST) {
    const cross = `M${x - ARM} ${y}h${ARM - 2}m4 0h${ARM - 2}M${x} ${y - ARM}v${ARM - 2}m0 4v${ARM - 2}`;
    return svg`<path class="rim" d=${cross} /><path class="line" d=${cross} />`;
  }
  const core = radius * hardness;
  const isSoft = hardness < 0.95 && core > LEAST;
  return svg`
    <circle class="rim" cx=${x} cy=${y} r=${radius} />
    <circle class="line" cx=${x} cy=${y} r=${radius} />
    ${isSoft ? svg`<circle class="thin" cx=${x} cy=${y} r=${core} />` : svg``}
  `;
}

/** A cross, such as where a stamp copies from. */
export function crossMark({ x, y }: Point): SVGTemplateResult {
  const cross = `M${x - ARM} ${y}h${2 * ARM}M${x} ${y - ARM}v${2 * ARM}`;
  return svg`<path class="rim" d=${cross} /><path class="line" d=${cross} />`;
}
