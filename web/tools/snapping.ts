import { store } from '../shell/state';
import type { Point } from '../viewport/viewport';
import { GRID_LEAST, type Axis } from './aids';
import type { Rectangle } from './outline';
import type { ToolContext, ToolPointer } from './tool';

const REACH = 6; // CSS pixels

/** A line that something was drawn to. */
export interface SnapLine {
  axis: Axis;
  at: number;
}

export interface Snapped extends Point {
  lines: SnapLine[];
}

/** A place, moved onto lines nearby: the picture's edges and middle, guides, the grid where it is shown. */
export function snap(pointer: Point & Partial<ToolPointer>, context: ToolContext): Snapped {
  const x = pointer.mod ? null : nearest('x', [pointer.x], context);
  const y = pointer.mod ? null : nearest('y', [pointer.y], context);
  return { x: pointer.x + (x?.by ?? 0), y: pointer.y + (y?.by ?? 0), lines: linesOf(x, y) };
}

/** How far to move a rectangle so that one of its edges, or its middle, lies on a line nearby. */
export function snapRectangle({ x, y, width, height }: Rectangle, context: ToolContext): Snapped {
  const across = nearest('x', [x, x + width / 2, x + width], context);
  const down = nearest('y', [y, y + height / 2, y + height], context);
  return { x: across?.by ?? 0, y: down?.by ?? 0, lines: linesOf(across, down) };
}

interface Found {
  line: SnapLine;
  by: number;
}

function nearest(axis: Axis, places: readonly number[], { view }: ToolContext): Found | null {
  const reach = REACH / view.zoom;
  let best: Found | null = null;
  for (const place of places) {
    for (const at of candidates(axis, place, view.zoom)) {
      const by = at - place;
      if (Math.abs(by) <= reach && (!best || Math.abs(by) < Math.abs(best.by)))
        best = { line: { axis, at }, by };
    }
  }
  return best;
}

/** Where something may be drawn to, near a place. */
function candidates(axis: Axis, place: number, zoom: number): number[] {
  const { document, aids } = store.state;
  if (!document || !aids.snapping) return [];
  const length = axis === 'x' ? document.width : document.height;
  const guides = aids.guides ? (aids.guidesOf[document.id] ?? []) : [];
  const found = [0, length / 2, length, ...guides.filter((guide) => guide.axis === axis).map(({ at }) => at)];
  const { spacing } = aids;
  if (aids.grid && spacing * zoom >= GRID_LEAST) found.push(Math.round(place / spacing) * spacing);
  return found;
}

function linesOf(...found: (Found | null)[]): SnapLine[] {
  return found.flatMap((each) => (each ? [each.line] : []));
}
