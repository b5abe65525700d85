import { store } from '../shell/state';
import type { Panel } from './panel';

const KEY = 'fotofun-panels';

/** Panels that are folded or open against their first state; kept on this device. */
export function restoreFolding(): void {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (kept && typeof kept === 'object') store.set({ folding: kept as Record<string, boolean> });
  } catch {
    // What cannot be read is as if nothing had been kept.
  }
}

export function isFolded(panel: Panel): boolean {
  return store.state.folding[panel.name] ?? panel.folded ?? false;
}

export function setFolded(panel: Panel, folded: boolean): void {
  store.set({ folding: { ...store.state.folding, [panel.name]: folded } });
  try {
    localStorage.setItem(KEY, JSON.stringify(store.state.folding));
  } catch {
    // Without storage it lasts as long as the page.
  }
}
