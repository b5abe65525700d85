import { FotoFunError } from '../errors';

/** The browser has no WebGL 2, or it is turned off. */
export function webglUnavailable(): FotoFunError {
  return new FotoFunError(
    'webgl_unavailable',
    'This browser cannot show pictures here: it has no WebGL 2.',
    'Turn hardware acceleration on in its settings, or use a current Chrome, Edge, Firefox or Safari.',
    '',
  );
}

/** A texture could not be made. */
export function outOfGraphicsMemory(): FotoFunError {
  return new FotoFunError(
    'out_of_graphics_memory',
    'The picture does not fit into the graphics memory, so parts of it are not shown.',
    'Close other tabs, or work on a smaller copy of the picture.',
    'The picture itself is complete and can be exported.',
  );
}

/** The graphics processor was reset, and the browser does not give it back. */
export function graphicsLost(): FotoFunError {
  return new FotoFunError(
    'graphics_lost',
    'The graphics processor stopped, so the picture cannot be shown.',
    'Export it, then reload the page.',
    'The picture and its history are kept, and it can be exported.',
  );
}
