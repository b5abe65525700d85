import type { ThumbnailInfo } from '../generated/protocol';
import type { Answer } from '../rpc';

/** Draws a small picture that the engine has made on a canvas of its size. */
export function drawSmall(canvas: HTMLCanvasElement, { result, buffers }: Answer<ThumbnailInfo>): void {
  const { width, height } = result;
  canvas.width = width;
  canvas.height = height;
  const pixels = new Uint8ClampedArray(buffers[0] ?? []);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
}
