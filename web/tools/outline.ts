import { svg, type SVGTemplateResult } from 'lit';
import type { Point } from '../viewport/viewport';
import type { ToolView } from './tool';

/** A rectangle in pixels of the picture; its sides are not negative. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const ELLIPSE_POINTS = 96;

export function rectangleBetween(a: Point, b: Point): Rectangle {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** The corners of a rectangle, from the top left around. */
export function cornersOf({ x, y, width, height }: Rectangle): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

/** Points of the ellipse in a rectangle. */
export function ellipseIn({ x, y, width, height }: Rectangle): Point[] {
  return Array.from({ length: ELLIPSE_POINTS }, (_, index) => {
    const angle = (index / ELLIPSE_POINTS) * 2 * Math.PI;
    return {
      x: x + (width / 2) * (1 + Math.cos(angle)),
      y: y + (height / 2) * (1 + Math.sin(angle)),
    };
  });
}

/** An SVG path through places of the picture. */
export function pathOf(points: readonly Point[], view: ToolView, { closed = true } = {}): string {
  const places = points.map((point) => {
    const { x, y } = view.toScreen(point);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return places.length ? `M${places.join('L')}${closed ? 'Z' : ''}` : '';
}

/** A line that is seen on every picture; `dashed` for what is not there yet. */
export function line(path: string, { dashed = false } = {}): SVGTemplateResult {
  return svg`<path class="rim" d=${path} /><path class=${dashed ? 'line dashed' : 'line'} d=${path} />`;
}

/** Words beside the pointer, such as a size. */
export function label(
  words: string,
  { screenX, screenY }: { screenX: number; screenY: number },
): SVGTemplateResult {
  return svg`<text class="label" x=${screenX + 14} y=${screenY + 26}>${words}</text>`;
}
