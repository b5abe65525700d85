import { readHex } from '../colour/colour';
import { resetColours } from '../colour/palette';
import type { ParameterValue } from '../generated/protocol';
import { t } from '../language/words';
import { activeLayer } from '../panels/parameters';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { chooseTool } from '../tools/host';
import { toolNamed } from '../tools/registry';

/** From now on brushes paint on the layer's mask; with null, on layers again. */
export function paintOnMask(layer: string | null): void {
  store.set({ maskTarget: layer, quickMask: false });
  if (layer !== null) useGreys();
}

/** A new mask is what is painted on next. */
export async function addMask(workspace: Workspace, params: Record<string, ParameterValue>): Promise<void> {
  const layer = activeLayer(store.state)?.id;
  if (layer && (await workspace.run('add_mask', params, { layer }))) paintOnMask(layer);
}

/** Shows a layer's mask in place of the picture, or the picture again. */
export function lookAtMask(workspace: Workspace, layer: string): void {
  const isShown = store.state.inspection.mask === layer;
  workspace.inspect({ mask: isShown ? null : layer });
  if (!isShown) paintOnMask(layer);
}

/** What had been chosen before the brush was. */
let toolBefore: string | null = null;

/** Begins painting the selection, or ends it: then its ants march. */
export function setQuickMask(isOn: boolean): void {
  if (isOn === store.state.quickMask) return;
  store.set({
    quickMask: isOn,
    message: isOn ? t('Paint over what is not to be selected.') : t('What was painted is not selected.'),
  });
  const { tool } = store.state;
  if (isOn) {
    useGreys();
    toolBefore = toolNamed(tool)?.group === 'paint' ? null : tool;
    if (toolBefore !== null) chooseTool('brush');
  } else if (toolBefore !== null && tool === 'brush') chooseTool(toolBefore);
}

/** A mask has no colours: with one in hand, it would be painted half. */
function useGreys(): void {
  const rgb = readHex(store.state.palette.foreground);
  if (rgb && new Set(Object.values(rgb).slice(0, 3)).size > 1) resetColours();
}
