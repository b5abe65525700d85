import { store } from '../shell/state';
import { opaque } from './colour';
import { FIRST_PALETTE, type Palette } from './first-palette';

const MOST_RECENT = 12;
const KEY = 'colours';

/** Takes up the colours of the last visit. */
export function restorePalette(): void {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Palette>;
    store.set({ palette: { ...FIRST_PALETTE, ...kept } });
  } catch {
    // Storage is forbidden, or what it holds cannot be read: the first colours it is.
  }
}

function change(part: Partial<Palette>): void {
  const palette = { ...store.state.palette, ...part };
  store.set({ palette });
  try {
    localStorage.setItem(KEY, JSON.stringify(palette));
  } catch {
    // They hold for this visit only.
  }
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
