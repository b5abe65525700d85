import type { RunOptions } from '../editor';
import type { OperationInfo } from '../generated/protocol';
import { activeLayer } from '../panels/parameters';
import { store, type State } from '../shell/state';

/** What brushes, fills and filters change in place of a layer's pixels: its mask, or the selection (the quick mask). */
export type EditTarget = 'mask' | 'selection';

/** Families that change pixels, and so masks; what makes layers goes on making layers. */
const PIXELS: ReadonlySet<OperationInfo['family']> = new Set(['point', 'auto', 'area', 'paint']);

export function editTarget(state: State = store.state): EditTarget | null {
  if (state.quickMask) return 'selection';
  const layer = activeLayer(state);
  return layer?.mask && state.maskTarget === layer.id ? 'mask' : null;
}

/** What an operation of that family changes now, where that is not the layer. */
export function targetFor(family: OperationInfo['family'], state: State = store.state): EditTarget | null {
  return PIXELS.has(family) ? editTarget(state) : null;
}

/** How a tool that paints runs its operation. */
export function paintOptions(): Pick<RunOptions, 'target'> {
  const target = editTarget();
  return target ? { target } : {};
}
