import { svg, type SVGTemplateResult } from 'lit';
import type { Point } from '../viewport/viewport';
import rotate from './cursors/rotate.svg?url';
import { line, pathOf } from './outline';
import type { ToolView } from './tool';
import { centreOf, HANDLES, quadOf, type Handle, type Transform } from './transform';

const REACH = 9; // CSS pixels around a handle
const TOUCH_REACH = 22;
const SIZE = 8;
const CURSORS = ['ew-resize', 'nwse-resize', 'ns-resize', 'nesw-resize'];

/** What the pointer would do with the box. */
export type Part = { name: 'handle'; handle: Handle } | { name: 'inside' } | { name: 'around' };

/** Which part of the box is at a place of the stage. */
export function partAt(transform: Transform, { x, y }: Point, view: ToolView, isTouch: boolean): Part {
  const reach = isTouch ? TOUCH_REACH : REACH;
  let best: { handle: Handle; distance: number } | null = null;
  for (const handle of HANDLES) {
    const place = view.toScreen(placeOf(transform, handle));
    const distance = Math.hypot(place.x - x, place.y - y);
    if (distance <= reach && (!best || distance < best.distance)) best = { handle, distance };
  }
  if (best) return { name: 'handle', handle: best.handle };
  const quad = quadOf(transform).map((corner) => view.toScreen(corner));
  return isInside(quad, { x, y }) ? { name: 'inside' } : { name: 'around' };
}

/** The arrow that shows which way a part goes. */
export function cursorOf(part: Part, transform: Transform, view: ToolView): string {
  if (part.name === 'inside') return 'move';
  if (part.name === 'around') return `url(${rotate}) 12 12, alias`;
  const place = view.toScreen(placeOf(transform, part.handle));
  const centre = view.toScreen(centreOf(transform));
  const angle = Math.atan2(place.y - centre.y, place.x - centre.x);
  return CURSORS[((Math.round(angle / (Math.PI / 4)) % 4) + 4) % 4] ?? 'move';
}

export function drawBox(transform: Transform, view: ToolView): SVGTemplateResult {
  const { x, y } = view.toScreen(centreOf(transform));
  return svg`
    ${line(pathOf(quadOf(transform), view))}
    ${line(`M${x - 4} ${y}H${x + 4}M${x} ${y - 4}V${y + 4}`)}
    ${HANDLES.map((handle) => drawHandle(view.toScreen(placeOf(transform, handle))))}
  `;
}

/** A square that can be grasped, at a place of the stage. */
export function drawHandle({ x, y }: Point): SVGTemplateResult {
  return svg`<rect class="handle" x=${x - SIZE / 2} y=${y - SIZE / 2} width=${SIZE} height=${SIZE} />`;
}

function placeOf(transform: Transform, handle: Handle): Point {
  const corners = quadOf(transform);
  const on = HANDLES.filter((_, index) => index % 2 === 0)
    .map((corner, index) => ({ corner, place: corners[index] }))
    .filter(({ corner }) => (!handle.x || corner.x === handle.x) && (!handle.y || corner.y === handle.y));
  const places = on.flatMap(({ place }) => (place ? [place] : []));
  const sum = places.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / places.length, y: sum.y / places.length };
}

function isInside(corners: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  corners.forEach((a, index) => {
    const b = corners[(index + 1) % corners.length] ?? a;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  });
  return inside;
}
