/** A line across the picture: at an x it is upright, at a y level. */
export type Axis = 'x' | 'y';

export interface Guide {
  axis: Axis;
  /** In pixels of the picture. */
  at: number;
}

/** What helps to aim: rulers, guides, the grid, and snapping to them. */
export interface Aids {
  rulers: boolean;
  /** Whether guides are shown. */
  guides: boolean;
  grid: boolean;
  snapping: boolean;
  /** Pixels of the picture between lines of the grid. */
  spacing: number;
  /** The guides of each open document, by its id. */
  guidesOf: Record<number, readonly Guide[]>;
}

export type Aid = 'rulers' | 'guides' | 'grid' | 'snapping';

/** Lines of the grid that would lie closer, in CSS pixels, are not drawn. */
export const GRID_LEAST = 4;

export const initialAids: Aids = {
  rulers: false,
  guides: true,
  grid: false,
  snapping: true,
  spacing: 100,
  guidesOf: {},
};
