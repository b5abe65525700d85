/** Above this the browser's own decode costs more memory than an early look is worth. */
const MOST_PIXELS = 100e6;

/**
 * The browser's own decode of a picture file, upright, for showing it before Python has read it.
 *
 * Null when the browser cannot decode it or it is very large: what is wrong with a file, Python says.
 */
export async function decodePreview(blob: Blob, bytes: ArrayBuffer): Promise<ImageBitmap | null> {
  try {
    const { imageSize } = await import('image-size');
    const { width, height } = imageSize(new Uint8Array(bytes));
    if (width * height > MOST_PIXELS) return null;
    return await createImageBitmap(blob, { imageOrientation: 'from-image', premultiplyAlpha: 'none' });
  } catch {
    return null;
  }
}
