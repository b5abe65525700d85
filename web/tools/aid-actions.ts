import { isRecord, stored } from '../settings/stored';
import { store } from '../shell/state';
import type { Aid, Aids, Guide } from './aids';

const kept = stored<Partial<Aids>>('aids', {}, isRecord);

/** Shows or hides rulers, guides or grid, or turns snapping on or off. */
export function toggleAid(aid: Aid): void {
  setAids({ [aid]: !store.state.aids[aid] });
}

export function setAids(change: Partial<Aids>): void {
  const aids = { ...store.state.aids, ...change };
  store.set({ aids });
  kept.write({ ...aids, guidesOf: {} });
}

/** Takes up what was shown at the last visit. */
export function restoreAids(): void {
  store.set({ aids: { ...store.state.aids, ...kept.read() } });
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
