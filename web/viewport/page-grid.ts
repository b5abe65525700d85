import type { Size } from './view';

/** Side of a page; every WebGL2 has textures of twice that. */
export const PAGE = 1024;
/** Mip levels of a page: full size, half, ... 1/32. */
export const LEVELS = 6;
/** Neighbouring pages share this many pixels, so that each can be filtered at every level without the other. */
const OVERLAP = 32;
// A multiple of 2 ** (LEVELS - 1): texels of all levels of all pages lie on one grid, so no seam can be seen.
const STRIDE = PAGE - OVERLAP;

/** A rectangle in picture pixels. */
export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

/** Where a page lies: `content` is what its texture holds, `shown` the part of it that is drawn. */
export interface PagePlace {
  readonly content: Rectangle;
  readonly shown: Rectangle;
}

interface Span {
  content: [number, number];
  shown: [number, number];
}

/** The pages of a picture: their shown parts cover it once. */
export function pageGrid({ width, height }: Size): PagePlace[] {
  const columns = spans(width);
  return spans(height).flatMap((row) =>
    columns.map((column) => ({
      content: rectangle(column.content, row.content),
      shown: rectangle(column.shown, row.shown),
    })),
  );
}

/** The common part of two rectangles; its width or height is not positive when there is none. */
export function intersection(a: Rectangle, b: Rectangle): Rectangle {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.min(a.x + a.width, b.x + b.width) - x,
    height: Math.min(a.y + a.height, b.y + b.height) - y,
  };
}

function spans(length: number): Span[] {
  const count = Math.max(1, Math.ceil((length - OVERLAP) / STRIDE));
  return Array.from({ length: count }, (_, index) => {
    const start = index * STRIDE;
    const isLast = index === count - 1;
    return {
      content: [start, isLast ? length : start + PAGE],
      shown: [index ? start + OVERLAP / 2 : 0, isLast ? length : start + STRIDE + OVERLAP / 2],
    };
  });
}

function rectangle([left, right]: [number, number], [top, bottom]: [number, number]): Rectangle {
  return { x: left, y: top, width: right - left, height: bottom - top };
}
