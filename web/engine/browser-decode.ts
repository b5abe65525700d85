/** A picture that the browser has decoded: upright, in sRGB, straight alpha. */
export interface Decoded {
  width: number;
  height: number;
  pixels: ArrayBuffer;
}

/** Decodes a file with the browser's own decoders, such as its one for AVIF; rejects what it does not know. */
export async function decodeInBrowser(file: ArrayBuffer): Promise<Decoded> {
  const bitmap = await createImageBitmap(new Blob([file]), { premultiplyAlpha: 'none' });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { colorSpace: 'srgb' });
    if (!context) throw new Error('there is no canvas to read the pixels from');
    context.drawImage(bitmap, 0, 0);
    return { width, height, pixels: context.getImageData(0, 0, width, height).data.buffer };
  } finally {
    bitmap.close();
  }
}
