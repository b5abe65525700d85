import { FotoFunError } from '../errors';
import type { View } from '../editor';
import type { PictureView } from './workspace';

/** Stands where the viewport would be in a browser that cannot draw it; scripts can still open, edit and export. */
export const noView: View & PictureView = {
  showPreview: (bitmap) => bitmap.close(),
  dropPreview: () => {},
  setScene: () => {},
  putTile: () => {},
  setTable: () => {},
  clear: () => {},
  view: { zoom: 1, centreX: 0, centreY: 0, fitted: true },
  canvas: null,
  size: { width: 0, height: 0 },
  toPicture: (point) => point,
  rotation: 0,
  fit: () => {},
  zoomTo: () => {},
  zoomIn: () => {},
  zoomOut: () => {},
  setCompare: () => {},
  inspect: () => {},
};

export const noWebGl = new FotoFunError(
  'no_webgl',
  'This browser does not offer WebGL 2, which FotoFun needs to show pictures.',
  'Turn on hardware acceleration in its settings, or use a current Firefox, Chrome, Edge or Safari.',
  '',
);
