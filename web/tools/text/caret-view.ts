import { svg, type SVGTemplateResult } from 'lit';
import type { Point } from '../../viewport/viewport';
import type { ToolView } from '../tool';

/** The two sides of a character, as the engine gives them: x, y, x, y of the one that reading comes from, and again. */
export type Caret = readonly number[];

/** The place in the text that is nearest to a place of the picture. */
export function indexAt(carets: readonly Caret[], { x, y }: Point): number {
  let best = { index: 0, distance: Infinity };
  carets.forEach((caret, index) => {
    const distance = distanceTo(caret, x, y);
    if (distance < best.distance) best = { index, distance };
  });
  return best.index;
}

/** How far a place is from the text, in pixels of the picture. */
export function distanceToText(carets: readonly Caret[], { x, y }: Point): number {
  return Math.min(
    ...carets.map((caret) => Math.min(distanceTo(caret, x, y), distanceTo(caret.slice(4), x, y))),
  );
}

/** The place in the line before (-1) or after (1) that lies nearest to a place of the text. */
export function indexInLine(
  carets: readonly Caret[],
  index: number,
  direction: 1 | -1,
  isVertical: boolean,
): number {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = carets[Math.min(index, carets.length - 1)] ?? [];
  const [dx, dy] = isVertical ? [x1 - x2, y1 - y2] : [x2 - x1, y2 - y1];
  const middle = { x: (x1 + x2) / 2 + dx * direction, y: (y1 + y2) / 2 + dy * direction };
  const found = indexAt(carets, middle);
  const [fx1 = 0, fy1 = 0, fx2 = 0, fy2 = 0] = carets[found] ?? [];
  const moved = ((fx1 + fx2 - x1 - x2) * dx + (fy1 + fy2 - y1 - y2) * dy) * direction;
  // In the first line up goes to the beginning, in the last one down to the end.
  return moved > 0 ? found : direction < 0 ? 0 : carets.length - 1;
}

/** What is selected, or the caret where that is nothing. */
export function drawCarets(
  carets: readonly Caret[],
  [start, end]: readonly [number, number],
  view: ToolView,
): SVGTemplateResult {
  const corner = (caret: Caret, at: number) => view.toScreen({ x: caret[at] ?? 0, y: caret[at + 1] ?? 0 });
  if (start === end) {
    const caret = carets[Math.min(start, carets.length - 1)];
    if (!caret) return svg``;
    const [top, bottom] = [corner(caret, 0), corner(caret, 2)];
    const d = `M${top.x} ${top.y}L${bottom.x} ${bottom.y}`;
    return svg`<g class="caret"><path class="rim" d=${d} /><path class="line" d=${d} /></g>`;
  }
  const quads = carets.slice(start, end).map((caret) => {
    const corners = [corner(caret, 0), corner(caret, 4), corner(caret, 6), corner(caret, 2)];
    return `M${corners.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;
  });
  return svg`<path class="chosen" d=${quads.join('')} />`;
}

function distanceTo(line: Caret, x: number, y: number): number {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = line;
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const share = length ? Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length)) : 0;
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}
