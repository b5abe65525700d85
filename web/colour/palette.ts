import { stored } from '../settings/stored';
import { store } from '../shell/state';
import { opaque, readHex } from './colour';
import { FIRST_PALETTE, type Palette } from './first-palette';

const MOST_RECENT = 12;

const kept = stored<Palette>('colours', FIRST_PALETTE, isPalette);

/** Takes up the colours of the last visit. */
export function restorePalette(): void {
  store.set({ palette: kept.read() });
}

function change(part: Partial<Palette>): void {
  const palette = { ...store.state.palette, ...part };
  store.set({ palette });
  kept.write(palette);
}

function isPalette(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { foreground, background, recent, swatches } = value as Partial<Record<keyof Palette, unknown>>;
  if (!Array.isArray(recent) || !Array.isArray(swatches)) return false;
  return [foreground, background, ...(recent as unknown[]), ...(swatches as unknown[])].every(
    (colour) => typeof colour === 'string' && readHex(colour) !== null,
  );
}

export function setColour(which: 'foreground' | 'background', colour: string): void {
  change({ [which]: opaque(colour) });
}

export function swapColours(): void {
  const { foreground, background } = store.state.palette;
  change({ foreground: background, background: foreground });
}

export function resetColours(): void {
  change({ foreground: FIRST_PALETTE.foreground, background: FIRST_PALETTE.background });
}

/** Keeps a colour that was used among the recent ones, the newest first. */
export function remember(colour: string): void {
  const { recent } = store.state.palette;
  if (recent[0] === colour) return;
  change({ recent: [colour, ...recent.filter((other) => other !== colour)].slice(0, MOST_RECENT) });
}

export function addSwatch(colour: string): void {
  const { swatches } = store.state.palette;
  if (!swatches.includes(colour)) change({ swatches: [...swatches, colour] });
}

export function removeSwatch(colour: string): void {
  change({ swatches: store.state.palette.swatches.filter((other) => other !== colour) });
}

export function resetSwatches(): void {
  change({ swatches: FIRST_PALETTE.swatches });
}
