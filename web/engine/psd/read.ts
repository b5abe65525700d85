/** Photoshop files as the engine takes them: parts and buffers, in the file's own colours. */
import {
  getCompositeImageData,
  getLayerImageData,
  getLayerMaskImageData,
  initializeCanvas,
  readPsd,
  type Layer,
  type PixelData,
  type Psd,
} from 'ag-psd';
import type { DocumentPart, LayerPart, MaskPart } from '../../generated/protocol';
import { operationOf } from './adjustments';
import { unpackLayer, unpackPicture } from './unpack';

export interface PsdParts {
  parts: DocumentPart;
  /** What the parts' buffers are numbers of. */
  planes: ArrayBuffer[];
}

const MODES: Record<string, string> = {
  'color burn': 'colour_burn',
  'darker color': 'darker_colour',
  'color dodge': 'colour_dodge',
  'lighter color': 'lighter_colour',
  color: 'colour',
  'pass through': 'normal',
};

// The library makes its pictures by these; without them it would look for a page's document.
initializeCanvas(
  (width, height) => new OffscreenCanvas(width, height) as unknown as HTMLCanvasElement,
  (width, height) => new ImageData(width, height),
);

/** Reads a Photoshop file; throws where it is damaged or of a kind that the library does not know. */
export function readParts(file: ArrayBuffer): PsdParts {
  const psd = readPsd(file, { useRawData: true, skipThumbnail: true, skipLinkedFilesData: true });
  return new Reader(psd).result();
}

class Reader {
  private readonly planes: ArrayBuffer[] = [];
  private readonly notes: string[] = [];

  constructor(private readonly psd: Psd) {}

  result(): PsdParts {
    const { psd, planes, notes } = this;
    const layers = psd.children?.length ? this.layers(psd.children) : [this.flat()];
    if (psd.bitsPerChannel === 16) notes.push('16 bits a channel were reduced to 8.');
    return { parts: { width: psd.width, height: psd.height, layers, notes }, planes };
  }

  private layers(layers: Layer[]): LayerPart[] {
    return layers.map((layer) => this.layer(layer)).filter((part) => part !== null);
  }

  /** A layer; null if nothing here does the same. */
  private layer(layer: Layer): LayerPart | null {
    const name = layer.name ?? '';
    unpackLayer(layer);
    const content = this.content(layer, name);
    if (!content) {
      this.notes.push(`The layer '${name}' is of a kind that FotoFun lacks, and was left out.`);
      return null;
    }
    const mode = layer.blendMode ?? 'normal';
    const mask = this.mask(layer);
    if (layer.effects) this.notes.push(`The effects of '${name}' were left out.`);
    return {
      ...content,
      name,
      visible: !layer.hidden,
      opacity: (layer.opacity ?? 1) * 100,
      fill_opacity: (layer.fillOpacity ?? 1) * 100,
      blend_mode: MODES[mode] ?? mode.replaceAll(' ', '_'),
      clipped: layer.clipping ?? false,
      locks: locksOf(layer),
      ...(mask && { mask }),
    };
  }

  private content(layer: Layer, name: string): Omit<LayerPart, 'name'> | null {
    if (layer.children) {
      const isolated = layer.blendMode !== 'pass through';
      return { kind: 'group', layers: this.layers(layer.children), isolated };
    }
    const { left = 0, top = 0 } = layer;
    const imageData = getLayerImageData(layer);
    if (imageData && imageData.width > 0 && imageData.height > 0) {
      const flattened = flattenedKind(layer);
      if (flattened) this.notes.push(`The ${flattened} '${name}' was opened as pixels.`);
      const { width, height } = imageData;
      return { kind: 'pixels', left, top, width, height, buffer: this.keep(bytes(imageData)) };
    }
    const operation = operationOf(layer);
    if (operation)
      return { kind: operation.operation === 'solid_colour' ? 'generated' : 'adjustment', operation };
    if (layer.adjustment || layer.vectorFill) return null;
    return { kind: 'pixels', width: 1, height: 1, buffer: this.keep(new Uint8ClampedArray(4)) };
  }

  private mask(layer: Layer): MaskPart | null {
    const { mask } = layer;
    const image = mask && getLayerMaskImageData(layer);
    if (!mask || !image || image.width === 0 || image.height === 0) return null;
    const rgba = bytes(image);
    const plane = new Uint8ClampedArray(image.width * image.height);
    for (let i = 0; i < plane.length; i++) plane[i] = rgba[i * 4] ?? 0;
    return {
      buffer: this.keep(plane),
      left: mask.left ?? 0,
      top: mask.top ?? 0,
      width: image.width,
      height: image.height,
      outside: mask.defaultColor ?? 0,
      enabled: !mask.disabled,
      ...(mask.userMaskDensity !== undefined && { density: mask.userMaskDensity * 100 }),
      ...(mask.userMaskFeather !== undefined && { feather: mask.userMaskFeather }),
    };
  }

  /** The picture of a file without layers. */
  private flat(): LayerPart {
    unpackPicture(this.psd);
    const imageData = getCompositeImageData(this.psd);
    if (!imageData) throw new Error('the file has no picture');
    const { width, height } = imageData;
    return { kind: 'pixels', name: 'Photo', width, height, buffer: this.keep(bytes(imageData)) };
  }

  private keep(plane: Uint8ClampedArray<ArrayBuffer>): number {
    this.planes.push(plane.buffer);
    return this.planes.length - 1;
  }
}

function flattenedKind(layer: Layer): string | null {
  if (layer.text) return 'text';
  if (layer.placedLayer) return 'smart object';
  return layer.vectorMask && layer.vectorFill ? 'shape' : null;
}

function locksOf({ protected: locks, transparencyProtected }: Layer): string[] {
  const named = {
    alpha: locks?.transparency ?? transparencyProtected,
    pixels: locks?.composite,
    position: locks?.position,
  };
  return Object.entries(named)
    .filter(([, isLocked]) => isLocked)
    .map(([name]) => name);
}

/** The samples as bytes of their own; of 16 bits the nearest of 8. */
function bytes({ data }: PixelData): Uint8ClampedArray<ArrayBuffer> {
  const result = new Uint8ClampedArray(data.length);
  if (data instanceof Uint16Array)
    for (let i = 0; i < data.length; i++) result[i] = Math.round((data[i] ?? 0) / 257);
  else result.set(data);
  return result;
}
