import type { ParameterValue } from '../../generated/protocol';
import type { Point } from '../../viewport/viewport';
import { stepped } from '../drag-line';
import { cornersOf, rectangleBetween, type Rectangle } from '../outline';

type Values = Record<string, ParameterValue>;

/** What is held while the pointer drags. */
export interface Modifiers {
  shift: boolean;
  alt: boolean;
}

/** A place of a shape that can be dragged. */
export interface Grip extends Point {
  name: string;
}

/** How a shape is drawn from one place to another, and changed by its grips. Places in pixels of the content. */
export interface Geometry {
  /** The parameters that it sets. */
  parameters: readonly string[];
  draw(from: Point, to: Point, modifiers: Modifiers): Values;
  grips(values: Values): Grip[];
  drag(values: Values, grip: string, to: Point, modifiers: Modifiers): Values;
  outline(values: Values): { points: Point[]; closed: boolean };
}

const SIDES = [-1, 0, 1] as const;

/** Shapes that fill a rectangle: Shift keeps a square, or the proportions; Alt keeps the middle. */
export const frame: Geometry = {
  parameters: ['frame'],

  draw(from, to, { shift, alt }) {
    let [dx, dy] = [to.x - from.x, to.y - from.y];
    if (shift) {
      const side = Math.max(Math.abs(dx), Math.abs(dy));
      [dx, dy] = [Math.sign(dx || 1) * side, Math.sign(dy || 1) * side];
    }
    const start = alt ? { x: from.x - dx, y: from.y - dy } : from;
    return toFrame(rectangleBetween(whole(start), whole({ x: from.x + dx, y: from.y + dy })));
  },

  grips(values) {
    const { x, y, width, height } = fromFrame(values);
    return SIDES.flatMap((across) =>
      SIDES.map((down) => ({
        name: `${across} ${down}`,
        x: x + (width * (across + 1)) / 2,
        y: y + (height * (down + 1)) / 2,
      })),
    );
  },

  drag(values, grip, to, { shift, alt }) {
    const { x, y, width, height } = fromFrame(values);
    const [across = 0, down = 0] = grip.split(' ').map(Number);
    if (!across && !down) {
      const corner = whole({ x: to.x - width / 2, y: to.y - height / 2 });
      return toFrame({ ...corner, width, height });
    }
    const middle = { x: x + width / 2, y: y + height / 2 };
    // What stays: the middle, or the side across.
    const still = alt ? middle : { x: middle.x - (across * width) / 2, y: middle.y - (down * height) / 2 };
    let [dx, dy] = [across ? to.x - still.x : 0, down ? to.y - still.y : 0];
    const reach = alt ? 2 : 1;
    if (shift && across && down && width && height) {
      const scale = Math.max(Math.abs(dx) / width, Math.abs(dy) / height);
      [dx, dy] = [Math.sign(dx) * scale * width, Math.sign(dy) * scale * height];
    }
    const wide = across ? Math.abs(dx) * reach : width;
    const high = down ? Math.abs(dy) * reach : height;
    const left = across ? (alt ? middle.x - wide / 2 : Math.min(still.x, still.x + dx)) : x;
    const top = down ? (alt ? middle.y - high / 2 : Math.min(still.y, still.y + dy)) : y;
    const [a, b] = [whole({ x: left, y: top }), whole({ x: left + wide, y: top + high })];
    return toFrame(rectangleBetween(a, b));
  },

  outline: (values) => ({ points: cornersOf(fromFrame(values)), closed: true }),
};

/** Shapes from one place to another: Shift turns them in steps, Alt keeps the middle. */
export const ends: Geometry = {
  parameters: ['start', 'end'],

  draw(from, to, { shift, alt }) {
    const end = shift ? stepped(from, to) : to;
    const start = alt ? { x: 2 * from.x - end.x, y: 2 * from.y - end.y } : from;
    return toEnds(start, end);
  },

  grips(values) {
    const { start, end } = fromEnds(values);
    const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    return [
      { name: 'start', ...start },
      { name: 'end', ...end },
      { name: 'middle', ...middle },
    ];
  },

  drag(values, grip, to, { shift }) {
    const { start, end } = fromEnds(values);
    if (grip === 'start') return toEnds(shift ? stepped(end, to) : to, end);
    if (grip === 'end') return toEnds(start, shift ? stepped(start, to) : to);
    const [dx, dy] = [to.x - (start.x + end.x) / 2, to.y - (start.y + end.y) / 2];
    return toEnds({ x: start.x + dx, y: start.y + dy }, { x: end.x + dx, y: end.y + dy });
  },

  outline(values) {
    const { start, end } = fromEnds(values);
    return { points: [start, end], closed: false };
  },
};

function fromFrame(values: Values): Rectangle {
  const [x = 0, y = 0, width = 0, height = 0] = values['frame'] as number[];
  return { x, y, width, height };
}

function toFrame({ x, y, width, height }: Rectangle): Values {
  return { frame: [x, y, width, height] };
}

function fromEnds(values: Values): { start: Point; end: Point } {
  const point = (name: string): Point => {
    const [x = 0, y = 0] = values[name] as number[];
    return { x, y };
  };
  return { start: point('start'), end: point('end') };
}

/** Halves of a pixel, so that a level line of an odd width is sharp too. */
function toEnds(start: Point, end: Point): Values {
  const half = ({ x, y }: Point) => [Math.round(x * 2) / 2, Math.round(y * 2) / 2];
  return { start: half(start), end: half(end) };
}

/** Edges on whole pixels are sharp. */
function whole({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}
