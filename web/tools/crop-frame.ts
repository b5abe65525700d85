import type { Point } from '../viewport/viewport';
import { apply, chain, inverse, translation, turn, type Matrix } from './matrix';
import { cornersOf, rectangleBetween, type Rectangle } from './outline';
import { middleOf, type Handle } from './transform';

/** A picture that is turned about its middle, and the rectangle that is kept of it, in the turned picture. */
export interface CropFrame {
  readonly picture: Rectangle;
  readonly rectangle: Rectangle;
  /** Degrees clockwise. */
  readonly angle: number;
}

const LEAST = 1;
const STEEPEST = 45;
const NEAR = 1e-6;

export function wholePicture(width: number, height: number): CropFrame {
  const picture = { x: 0, y: 0, width, height };
  return { picture, rectangle: picture, angle: 0 };
}

export function isWhole({ picture, rectangle, angle }: CropFrame): boolean {
  const { x, y, width, height } = rectangle;
  return angle === 0 && x === 0 && y === 0 && width === picture.width && height === picture.height;
}

/** From the picture to the turned picture. */
export function turning({ picture, angle }: CropFrame): Matrix {
  const { x, y } = middleOf(picture);
  return chain(translation(-x, -y), turn(angle), translation(x, y));
}

/** Turned to another angle; the rectangle shrinks about its middle until it is within the picture. */
export function straightened(frame: CropFrame, angle: number): CropFrame {
  const next = { ...frame, angle: Math.min(STEEPEST, Math.max(-STEEPEST, angle)) };
  return { ...next, rectangle: within(next, frame.rectangle, middleOf(frame.rectangle)) };
}

/** The largest rectangle of a ratio about the middle of the one that there is. */
export function proportioned(frame: CropFrame, ratio: number | null): CropFrame {
  if (ratio === null) return frame;
  const { x, y } = middleOf(frame.rectangle);
  const { width, height } = frame.rectangle;
  const isWider = width / height > ratio;
  const size = isWider ? { width: height * ratio, height } : { width, height: width / ratio };
  const rectangle = { x: x - size.width / 2, y: y - size.height / 2, ...size };
  return { ...frame, rectangle: within(frame, rectangle, { x, y }) };
}

/** The rectangle moved, as far as it stays within the picture. */
export function shifted(frame: CropFrame, by: Point): CropFrame {
  const { rectangle } = frame;
  for (const { x, y } of [by, { x: by.x, y: 0 }, { x: 0, y: by.y }]) {
    const next = frame.angle ? { ...rectangle, x: rectangle.x + x, y: rectangle.y + y } : kept(frame, x, y);
    if (isWithin(frame, next)) return { ...frame, rectangle: next };
  }
  return frame;
}

/** A handle drawn to a place; the opposite side stays, with Alt the middle. */
export function resized(
  frame: CropFrame,
  handle: Handle,
  to: Point,
  { ratio, isCentred }: { ratio: number | null; isCentred: boolean },
): CropFrame {
  const { rectangle } = frame;
  const middle = middleOf(rectangle);
  const anchor = isCentred
    ? middle
    : { x: middle.x - (handle.x * rectangle.width) / 2, y: middle.y - (handle.y * rectangle.height) / 2 };
  const share = isCentred ? 2 : 1;
  let width = handle.x ? Math.max(LEAST, (to.x - anchor.x) * handle.x * share) : rectangle.width;
  let height = handle.y ? Math.max(LEAST, (to.y - anchor.y) * handle.y * share) : rectangle.height;
  if (ratio !== null) {
    if (!handle.x || (handle.y && width / height < ratio)) width = height * ratio;
    else height = width / ratio;
  }
  const start = (side: number, at: number, length: number) =>
    isCentred || side === 0 ? at - length / 2 : side > 0 ? at : at - length;
  const next = {
    x: start(handle.x, anchor.x, width),
    y: start(handle.y, anchor.y, height),
    width,
    height,
  };
  return { ...frame, rectangle: within(frame, next, anchor, ratio) };
}

/** A new rectangle from one place to another. */
export function drawn(frame: CropFrame, from: Point, to: Point, ratio: number | null): CropFrame {
  const handle: Handle = { x: to.x < from.x ? -1 : 1, y: to.y < from.y ? -1 : 1 };
  const begin = { ...frame, rectangle: { ...rectangleBetween(from, from) } };
  return resized(begin, handle, to, { ratio, isCentred: false });
}

/** In whole pixels, as the engine cuts. */
export function whole({ x, y, width, height }: Rectangle): Rectangle {
  const [left, top] = [Math.round(x), Math.round(y)];
  return {
    x: left,
    y: top,
    width: Math.max(LEAST, Math.round(x + width) - left),
    height: Math.max(LEAST, Math.round(y + height) - top),
  };
}

/** The rectangle as it is where it lies within the turned picture, else made smaller about a place within. */
function within(frame: CropFrame, rectangle: Rectangle, about: Point, ratio: number | null = 1): Rectangle {
  if (frame.angle === 0 && ratio === null) return cut(frame.picture, rectangle);
  const back = inverse(turning(frame));
  const { picture } = frame;
  const from = apply(back, about);
  let share = 1;
  for (const corner of cornersOf(rectangle)) {
    const to = apply(back, corner);
    share = Math.min(share, reach(from.x, to.x, picture.width), reach(from.y, to.y, picture.height));
  }
  return {
    x: about.x + (rectangle.x - about.x) * share,
    y: about.y + (rectangle.y - about.y) * share,
    width: rectangle.width * share,
    height: rectangle.height * share,
  };
}

/** How far of the way from one number to another one can go within 0 and a length. */
function reach(from: number, to: number, length: number): number {
  if (to < -NEAR) return Math.max(0, from / (from - to));
  if (to > length + NEAR) return Math.max(0, (length - from) / (to - from));
  return 1;
}

function cut(picture: Rectangle, rectangle: Rectangle): Rectangle {
  const [left, top] = [Math.max(0, rectangle.x), Math.max(0, rectangle.y)];
  const right = Math.min(picture.width, rectangle.x + rectangle.width);
  const bottom = Math.min(picture.height, rectangle.y + rectangle.height);
  return {
    x: Math.min(left, picture.width - LEAST),
    y: Math.min(top, picture.height - LEAST),
    width: Math.max(LEAST, right - left),
    height: Math.max(LEAST, bottom - top),
  };
}

function kept({ picture, rectangle }: CropFrame, x: number, y: number): Rectangle {
  const clamp = (value: number, most: number) => Math.min(Math.max(0, most), Math.max(0, value));
  return {
    ...rectangle,
    x: clamp(rectangle.x + x, picture.width - rectangle.width),
    y: clamp(rectangle.y + y, picture.height - rectangle.height),
  };
}

function isWithin(frame: CropFrame, rectangle: Rectangle): boolean {
  const back = inverse(turning(frame));
  return cornersOf(rectangle).every((corner) => {
    const { x, y } = apply(back, corner);
    const { width, height } = frame.picture;
    return x >= -NEAR && y >= -NEAR && x <= width + NEAR && y <= height + NEAR;
  });
}
