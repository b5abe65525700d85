/** The colours that painting uses, the last ones chosen, and the ones that somebody keeps. */
export interface Palette {
  foreground: string;
  background: string;
  recent: readonly string[];
  swatches: readonly string[];
}

const SWATCHES = [
  '#000000', '#404040', '#808080', '#bfbfbf', '#ffffff', '#7f1d1d', '#dc2626', '#f97316',
  '#facc15', '#84cc16', '#15803d', '#14b8a6', '#38bdf8', '#1d4ed8', '#312e81', '#7c3aed',
  '#c026d3', '#f472b6', '#fbcfe8', '#fde68a', '#d6a77a', '#a16207', '#78350f', '#3f2a1d',
]; // prettier-ignore

export const FIRST_PALETTE: Palette = {
  foreground: '#000000',
  background: '#ffffff',
  recent: [],
  swatches: SWATCHES,
};
