/** What people choose when they export, and what the formats have to offer. */
import type { ExportParams } from '../generated/protocol';
import { stored } from '../settings/stored';

export type Format = ExportParams['format'];
export type Keep = NonNullable<ExportParams['keep']>;

export interface FormatInfo {
  value: Format;
  label: string;
  extension: string;
  /** Whether quality matters to it. */
  hasQuality: boolean;
  /** Whether browsers can show it. */
  isShown: boolean;
  /** What people should know before they choose it. */
  note: string;
}

const format = (
  value: Format,
  label: string,
  extension: string,
  more: Partial<FormatInfo> = {},
): FormatInfo => ({
  value,
  label,
  extension,
  hasQuality: false,
  isShown: true,
  note: '',
  ...more,
});

export const formats: FormatInfo[] = [
  format('jpeg', 'JPEG', '.jpg', {
    hasQuality: true,
    note: 'JPEG has no transparency: what is transparent becomes white.',
  }),
  format('png', 'PNG', '.png', { note: 'PNG keeps every pixel.' }),
  format('webp', 'WebP', '.webp', { hasQuality: true }),
  format('avif', 'AVIF', '.avif', { hasQuality: true, note: 'AVIF makes small files, and takes its time.' }),
  format('tiff', 'TIFF', '.tif', {
    isShown: false,
    note: 'TIFF keeps every pixel. Browsers cannot show it, so there is no preview.',
  }),
  format('gif', 'GIF', '.gif', { note: 'GIF has 256 colours.' }),
  format('bmp', 'BMP', '.bmp', { note: 'BMP keeps every pixel in a large file.' }),
  format('ora', 'ORA', '.ora', {
    isShown: false,
    note: 'ORA, OpenRaster, keeps all layers, to go on with here or in other editors.',
  }),
];

/** The last choices. `scale`: percent of the picture's size. */
export interface ExportChoices {
  format: Format;
  quality: number;
  lossless: boolean;
  keep: Keep;
  scale: number;
}

export const keeps: { value: Keep; label: string }[] = [
  { value: 'all', label: 'Keep all' },
  { value: 'no_place', label: 'Without the place' },
  { value: 'none', label: 'Remove' },
];

const FIRST: ExportChoices = { format: 'jpeg', quality: 90, lossless: false, keep: 'all', scale: 100 };

export const lastChoices = stored<ExportChoices>('export', FIRST, isChoices);

export function formatInfo(value: Format): FormatInfo {
  const found = formats.find((each) => each.value === value);
  if (!found) throw new Error(`There is no format ${value}.`);
  return found;
}

/** The request for these choices, for a picture of that size. */
export function exportParams(
  { format, quality, lossless, keep, scale }: ExportChoices,
  size: { width: number; height: number },
): ExportParams {
  const scaled = scaledSize(size, scale);
  const isScaled = scaled.width !== size.width || scaled.height !== size.height;
  return {
    format,
    quality,
    keep,
    ...(format === 'webp' && lossless && { lossless }),
    ...(isScaled && format !== 'ora' && { size: scaled }),
  };
}

export function scaledSize(
  { width, height }: { width: number; height: number },
  scale: number,
): { width: number; height: number } {
  const side = (length: number) => Math.max(1, Math.round((length * scale) / 100));
  return { width: side(width), height: side(height) };
}

function isChoices(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { format, quality, lossless, keep, scale } = value as Partial<ExportChoices>;
  const isNumber = (number: unknown, least: number, most: number) =>
    Number.isFinite(number) && Number(number) >= least && Number(number) <= most;
  return (
    formats.some((each) => each.value === format) &&
    keeps.some((each) => each.value === keep) &&
    isNumber(quality, 1, 100) &&
    isNumber(scale, 1, 400) &&
    typeof lossless === 'boolean'
  );
}
