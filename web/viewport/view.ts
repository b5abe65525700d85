/** A size in pixels: of the picture, or of the canvas in device pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What of the picture is seen. */
export interface View {
  /** Device pixels per picture pixel: at 1 (100 %) each picture pixel is one pixel of the screen. */
  readonly zoom: number;
  /** The place in the picture, in its pixels, that is in the middle of the canvas. */
  readonly centreX: number;
  readonly centreY: number;
  /** Whether the whole picture is shown, and stays so when the canvas changes its size. */
  readonly fitted: boolean;
}

export const MIN_ZOOM = 0.01;
export const MAX_ZOOM = 32;

const STEPS = [
  0.01,
  0.02,
  0.03,
  0.05,
  0.07,
  0.1,
  0.15,
  0.2,
  0.25,
  1 / 3,
  0.5,
  2 / 3,
  1,
  1.5,
  2,
  3,
  4,
  6,
  8,
  12,
  16,
  24,
  32,
];

/** The whole picture, with `margin` around it where there is room; a small picture is not enlarged. */
export function fitted(picture: Size, screen: Size, margin: number): View {
  const across = (screen.width - 2 * margin) / picture.width;
  const down = (screen.height - 2 * margin) / picture.height;
  const zoom = clamp(Math.min(across, down), MIN_ZOOM, 1);
  return { zoom, centreX: picture.width / 2, centreY: picture.height / 2, fitted: true };
}

/** The view at another zoom, with the same place of the picture at `around` (device pixels). */
export function zoomedAround(view: View, zoom: number, around: Point, screen: Size): View {
  const next = clamp(zoom, MIN_ZOOM, MAX_ZOOM);
  const reach = 1 / view.zoom - 1 / next;
  return {
    zoom: next,
    centreX: view.centreX + (around.x - screen.width / 2) * reach,
    centreY: view.centreY + (around.y - screen.height / 2) * reach,
    fitted: false,
  };
}

/** The view with the picture moved by device pixels. */
export function panned(view: View, dx: number, dy: number): View {
  return {
    ...view,
    centreX: view.centreX - dx / view.zoom,
    centreY: view.centreY - dy / view.zoom,
    fitted: view.fitted && dx === 0 && dy === 0,
  };
}

/** The view with the picture in sight: centred along a side that fits, else filling the canvas along it. */
export function kept(view: View, picture: Size, screen: Size): View {
  const along = (centre: number, length: number, room: number): number => {
    const half = room / 2 / view.zoom;
    return half * 2 >= length ? length / 2 : clamp(centre, half, length - half);
  };
  return {
    ...view,
    centreX: along(view.centreX, picture.width, screen.width),
    centreY: along(view.centreY, picture.height, screen.height),
  };
}

/** Between two views: `share` 0 is the first, 1 the second; the zoom changes evenly to the eye. */
export function between(from: View, to: View, share: number): View {
  if (share >= 1) return to;
  const zoom = from.zoom * (to.zoom / from.zoom) ** share;
  // The place that both views show at the same spot stays there: the centre moves with the scale.
  const moved = from.zoom === to.zoom ? share : (1 / from.zoom - 1 / zoom) / (1 / from.zoom - 1 / to.zoom);
  return {
    zoom,
    centreX: from.centreX + (to.centreX - from.centreX) * moved,
    centreY: from.centreY + (to.centreY - from.centreY) * moved,
    fitted: to.fitted,
  };
}

/** Where the picture's top left corner is, in device pixels from the canvas' top left. */
export function origin(view: View, screen: Size): Point {
  const x = screen.width / 2 - view.centreX * view.zoom;
  const y = screen.height / 2 - view.centreY * view.zoom;
  // Where a picture pixel is a whole number of screen pixels, the two grids coincide.
  return Number.isInteger(view.zoom) ? { x: Math.round(x), y: Math.round(y) } : { x, y };
}

/** The next customary zoom, larger (`direction` 1) or smaller (-1). */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const isBeyond = (step: number) => (direction === 1 ? step > zoom * 1.001 : step < zoom / 1.001);
  const found = direction === 1 ? STEPS.find(isBeyond) : STEPS.findLast(isBeyond);
  return found ?? (direction === 1 ? MAX_ZOOM : MIN_ZOOM);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
