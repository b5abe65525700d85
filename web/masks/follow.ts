import { activeLayer } from '../panels/parameters';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Viewport } from '../viewport/viewport';

/** Keeps the viewport's quick mask up to date, and ends what the open document no longer has. */
export function followMasks(workspace: Workspace, viewport: Viewport): void {
  let document = store.state.document?.id;
  let isQuick = false;
  store.subscribe(() => {
    const { state } = store;
    if (state.document?.id !== document) {
      document = state.document?.id;
      if (state.quickMask || state.maskTarget !== null) store.set({ quickMask: false, maskTarget: null });
    }
    const seen = state.inspection.mask;
    const layer = activeLayer(state);
    if (seen !== null && (layer?.id !== seen || !layer.mask)) workspace.inspect({ mask: null });
    if (store.state.quickMask === isQuick) return;
    isQuick = store.state.quickMask;
    viewport.setQuickMask(isQuick);
  });
}
