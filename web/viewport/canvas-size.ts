import type { Size } from './view';

/** Tells the canvas' size in device pixels, now and whenever it changes. */
export class CanvasSize {
  private readonly observer: ResizeObserver;

  constructor(canvas: HTMLCanvasElement, onChange: (size: Size) => void) {
    this.observer = new ResizeObserver(([entry]) => {
      const size = entry && deviceSize(entry);
      if (size && size.width >= 1 && size.height >= 1) onChange(size);
    });
    try {
      this.observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      this.observer.observe(canvas); // Safari does not tell device pixels.
    }
  }

  dispose(): void {
    this.observer.disconnect();
  }
}

function deviceSize({ contentRect, devicePixelContentBoxSize }: ResizeObserverEntry): Size {
  const width = Math.round(contentRect.width * devicePixelRatio);
  const height = Math.round(contentRect.height * devicePixelRatio);
  const [exact] = devicePixelContentBoxSize ?? [];
  // An emulated screen has another pixel ratio than the box is told in.
  if (!exact || Math.abs(exact.inlineSize - width) > 1 || Math.abs(exact.blockSize - height) > 1) {
    return { width, height };
  }
  return { width: exact.inlineSize, height: exact.blockSize };
}
