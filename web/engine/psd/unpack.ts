/** Samples of two bytes that are packed as runs of bytes (PackBits), which the library reads as if they had one. */
import type { Layer, Psd } from 'ag-psd';

const RAW = 0;
const PACKED = 1;
const MASK = -2;
const REAL_MASK = -3;

/** Unpacks the planes of a layer where the library would misread them. */
export function unpackLayer(layer: Layer): void {
  const { rawData, mask, realMask } = layer;
  if (rawData?.bitsPerChannel !== 16) return;
  for (const channel of rawData.channels) {
    if (channel.compression !== PACKED || !channel.data) continue;
    const id: number = channel.id;
    const box = id === MASK ? mask : id === REAL_MASK ? realMask : layer;
    const { left = 0, top = 0, right = 0, bottom = 0 } = box ?? {};
    channel.data = unpack(channel.data, bottom - top, (right - left) * 2, rawData.large);
    channel.compression = RAW;
  }
}

/** Unpacks the picture of a file without layers where the library would misread it. */
export function unpackPicture(psd: Psd): void {
  const { rawCompositeData: data, channels = 3, width, height } = psd;
  if (psd.bitsPerChannel !== 16 || data?.[1] !== PACKED) return;
  const rows = unpack(data.subarray(2), channels * height, width * 2, false);
  psd.rawCompositeData = new Uint8Array(rows.length + 2);
  psd.rawCompositeData.set(rows, 2);
}

/** The bytes of all rows; before them stands how long each is packed, in two bytes, in `large` files in four. */
function unpack(packed: Uint8Array, rows: number, rowBytes: number, large: boolean): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const result = new Uint8Array(rows * rowBytes);
  let at = rows * (large ? 4 : 2);
  for (let row = 0; row < rows; row++) {
    const end = at + (large ? view.getUint32(row * 4) : view.getUint16(row * 2));
    const last = (row + 1) * rowBytes;
    for (let to = row * rowBytes; at < end && to < last;) {
      const head = view.getInt8(at);
      const count = Math.min(Math.abs(head) + 1, last - to);
      if (head >= 0) result.set(packed.subarray(at + 1, at + 1 + count), to);
      else if (head > -128) result.fill(view.getUint8(at + 1), to, to + count);
      if (head > -128) to += count;
      at += head >= 0 ? head + 2 : head > -128 ? 2 : 1;
    }
    at = end;
  }
  return result;
}
