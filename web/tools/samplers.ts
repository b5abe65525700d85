/** Places of the active document whose colours are watched. */
import { t } from '../language/words';
import { reveal } from '../panels/layout';
import { store } from '../shell/state';
import { notify } from '../shell/toasts';
import type { Point } from '../viewport/view';

const MOST = 4;

export function samplers(state = store.state): readonly Point[] {
  return (state.document && state.samplers[state.document.id]) ?? NONE;
}

const NONE: readonly Point[] = [];

export function setSamplers(places: readonly Point[]): void {
  const { document, samplers: all } = store.state;
  if (document) store.set({ samplers: { ...all, [document.id]: places } });
}

/** Watches one more place, and shows what is found there; whether there was room for it. */
export function addSampler({ x, y }: Point): boolean {
  const { document, isPhone } = store.state;
  if (!document || x < 0 || y < 0 || x >= document.width || y >= document.height) return false;
  const places = samplers();
  if (places.length >= MOST) {
    notify(t('Four places are watched already. Remove one in the Info panel first.'));
    return false;
  }
  setSamplers([...places, { x, y }]);
  // On the phone the sheet would hide the place.
  if (!isPhone) reveal('info');
  return true;
}

export function removeSampler(index: number): void {
  setSamplers(samplers().toSpliced(index, 1));
}
