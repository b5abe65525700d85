import type { ThumbnailInfo } from '../../generated/protocol';
import { CHANNEL_INDEX, type SeenChannel } from '../../viewport/inspection';

/** Draws a channel of a small picture as grey on a canvas of its size, or the picture itself. */
export function drawChannel(
  canvas: HTMLCanvasElement,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  { width, height }: ThumbnailInfo,
  channel: SeenChannel | null,
): void {
  canvas.width = width;
  canvas.height = height;
  const shown = channel === null ? pixels : new Uint8ClampedArray(pixels.length);
  if (channel !== null) {
    const offset = CHANNEL_INDEX[channel];
    for (let start = 0; start < pixels.length; start += 4) {
      shown.fill(pixels[start + offset] ?? 0, start, start + 3);
      shown[start + 3] = channel === 'alpha' ? 255 : (pixels[start + 3] ?? 255);
    }
  }
  canvas.getContext('2d')?.putImageData(new ImageData(shown, width, height), 0, 0);
}
