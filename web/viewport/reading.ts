import type { SceneLayer } from '../generated/protocol';
import { fromFragment, type Look } from './look';
import { invert, isAffine, isCopy, multiply, scaleAt, type Matrix } from './matrix';
import { LEVELS } from './page-grid';
import type { Plane } from './plane';
import type { Defines } from './programs';

export type Resampling = SceneLayer['resampling'];

/** From this zoom on, the document's pixels are seen as the squares they are. */
export const SQUARES_FROM = 2;
/** Below this scale a plane is read from smaller copies of itself rather than interpolated. */
const SHRINKS_BELOW = 0.7;

/** How a plane is read on the screen. */
export interface Reading {
  readonly defines: Defines;
  /** The mip level. */
  readonly level: number;
  readonly toPlane: Float32Array;
  readonly toPixel: Float32Array;
}

/** How a plane that a matrix lays into the document is best read as it is looked at. */
export function reading(plane: Plane, matrix: Matrix, resampling: Resampling, look: Look): Reading {
  const { screen, zoom, toScreen } = look;
  const placed = multiply(toScreen, matrix);
  const toPixel = fromFragment(toScreen, screen);
  const bilinear: Defines = plane.kind === 'mask' || plane.isOpaque ? { SMOOTH: true } : { WEIGHTED: true };
  const middle = { x: plane.size.width / 2, y: plane.size.height / 2 };
  const seen = scaleAt(placed, middle);
  const level = Math.min(LEVELS - 1, Math.max(0, Math.round(-Math.log2(seen))));
  const projected: Defines = { PROJECTED: !isAffine(matrix) };
  const onScreen = { level, toPlane: fromFragment(placed, screen), toPixel };
  if (isCopy(matrix)) {
    const isSquare = zoom >= SQUARES_FROM || (zoom === 1 && look.isUpright);
    return isSquare
      ? { ...onScreen, defines: { NEAREST: true }, level: 0 }
      : { ...onScreen, defines: bilinear };
  }
  const isSquare = zoom >= SQUARES_FROM;
  const inDocument = scaleAt(matrix, middle);
  const isInterpolated = (isSquare ? inDocument : seen) >= SHRINKS_BELOW;
  const isOne = plane.size.width === 1 && plane.size.height === 1;
  // Whole pixels are not mixed, so neither are they at the border.
  const isNearest = resampling === 'nearest' && zoom >= 1;
  const filter: Defines =
    isOne || isNearest
      ? { NEAREST: true }
      : isInterpolated && resampling !== 'bilinear' && resampling !== 'nearest'
        ? { CUBIC: true }
        : bilinear;
  const edges = !isNearest && plane.kind === 'pixels';
  const isFromLevel = filter === bilinear && !isInterpolated;
  const defines = { ...filter, ...projected, EDGES: edges, SQUARES: isSquare };
  if (!isSquare) return { ...onScreen, defines, level: isFromLevel ? level : 0 };
  return {
    defines,
    level: isFromLevel ? Math.min(LEVELS - 1, Math.max(0, Math.round(-Math.log2(inDocument)))) : 0,
    toPlane: Float32Array.from(invert(matrix)),
    toPixel,
  };
}
