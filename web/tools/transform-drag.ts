import type { Point } from '../viewport/viewport';
import { apply, inverse, turn } from './matrix';
import {
  centreOf,
  distorted,
  legalScale,
  legalSlant,
  moved,
  turned,
  upright,
  type Handle,
  type Transform,
} from './transform';

const TURN_STEP = 15;

/** What is held while dragging. */
export interface Held {
  shift: boolean;
  alt: boolean;
  mod: boolean;
}

/** A handle drawn from one place to another: it stretches, with Mod a side slants and a corner goes its own way. */
export function draggedHandle(
  start: Transform,
  handle: Handle,
  from: Point,
  to: Point,
  held: Held,
): Transform {
  const isCorner = handle.x !== 0 && handle.y !== 0;
  const by = { x: to.x - from.x, y: to.y - from.y };
  if (start.corners || (held.mod && isCorner)) return distorted(start, handle, by.x, by.y);
  return held.mod ? slanted(start, handle, by) : stretched(start, handle, to, held);
}

/** Turned with the pointer around the middle; with Shift in steps. */
export function draggedAround(start: Transform, from: Point, to: Point, { shift }: Held): Transform {
  const { x, y } = centreOf(start);
  const angle = (point: Point) => (Math.atan2(point.y - y, point.x - x) / Math.PI) * 180;
  const by = angle(to) - angle(from);
  const goal = shift ? Math.round((start.angle + by) / TURN_STEP) * TURN_STEP - start.angle : by;
  return turned(start, Math.round(goal * 10) / 10);
}

/** The opposite side stays, with Alt the middle. A corner keeps the proportions unless Shift is held. */
function stretched(start: Transform, handle: Handle, to: Point, { shift, alt }: Held): Transform {
  const { box } = start;
  const frame = upright(start);
  const centre = centreOf(start);
  const place = apply(inverse(frame), { x: to.x - centre.x, y: to.y - centre.y });
  const half = { x: (box.width * start.width) / 200, y: (box.height * start.height) / 200 };
  const anchor = alt ? { x: 0, y: 0 } : { x: -handle.x * half.x, y: -handle.y * half.y };
  const share = alt ? 2 : 1;
  let width = handle.x ? ((place.x - anchor.x) * handle.x * share * 100) / box.width : start.width;
  let height = handle.y ? ((place.y - anchor.y) * handle.y * share * 100) / box.height : start.height;
  if (handle.x && handle.y && !shift) {
    const factor =
      Math.abs(width / start.width) > Math.abs(height / start.height)
        ? width / start.width
        : height / start.height;
    [width, height] = [start.width * factor, start.height * factor];
  }
  [width, height] = [legalScale(width), legalScale(height)];
  if (alt) return { ...start, width, height };
  // The anchor stays: the middle goes half of what the box has grown by.
  const grown = apply(frame, {
    x: (handle.x * (width - start.width) * box.width) / 200,
    y: (handle.y * (height - start.height) * box.height) / 200,
  });
  return { ...moved(start, grown.x, grown.y), width, height };
}

/** A side goes along itself, the opposite one stays. */
function slanted(start: Transform, handle: Handle, by: Point): Transform {
  const { box } = start;
  const along = apply(inverse(turn(start.angle)), by);
  const tangent = (degrees: number) => Math.tan((degrees / 180) * Math.PI);
  const degrees = (slope: number) => legalSlant((Math.atan(slope) / Math.PI) * 180);
  if (handle.y) {
    const length = (box.height * start.height) / 100;
    const x = degrees(tangent(start.slant.x) - along.x / (handle.y * length));
    const shift = apply(turn(start.angle), { x: along.x / 2, y: 0 });
    return { ...moved(start, shift.x, shift.y), slant: { ...start.slant, x } };
  }
  const length = (box.width * start.width) / 100;
  const y = degrees(tangent(start.slant.y) + along.y / (handle.x * length));
  const shift = apply(turn(start.angle), { x: 0, y: along.y / 2 });
  return { ...moved(start, shift.x, shift.y), slant: { ...start.slant, y } };
}
