import { store } from '../shell/state';
import type { Aid, Aids, Guide } from './aids';

const KEY = 'fotofun.aids';

/** Shows or hides rulers, guides or grid, or turns snapping on or off. */
export function toggleAid(aid: Aid): void {
  setAids({ [aid]: !store.state.aids[aid] });
}

export function setAids(change: Partial<Aids>): void {
  const aids = { ...store.state.aids, ...change };
  store.set({ aids });
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...aids, guidesOf: {} }));
  } catch {
    // Without storage they are remembered until the page is closed.
  }
}

/** Takes up what was shown at the last visit. */
export function restoreAids(): void {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (kept && typeof kept === 'object') store.set({ aids: { ...store.state.aids, ...kept } });
  } catch {
    localStorage.removeItem(KEY);
  }
}

/** The guides of the open document. */
export function guides(): readonly Guide[] {
  const { document, aids } = store.state;
  return document ? (aids.guidesOf[document.id] ?? []) : [];
}

/** Replaces the guides of the open document. */
export function setGuides(guides: readonly Guide[]): void {
  const { document, aids } = store.state;
  if (document) setAids({ guidesOf: { ...aids.guidesOf, [document.id]: guides } });
}
