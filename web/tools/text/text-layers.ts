import type { LayerInfo } from '../../generated/protocol';
import { store } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import type { Point } from '../../viewport/viewport';

/** The topmost text that is seen at a place of the picture. */
export async function textLayerAt({ editor }: Workspace, { x, y }: Point): Promise<LayerInfo | null> {
  for (const layer of texts(store.state.document?.layers ?? []).reverse()) {
    const { visible } = await editor.bounds(layer.id);
    const [left = 0, top = 0, width = 0, height = 0] = visible ?? [];
    if (x >= left && x < left + width && y >= top && y < top + height) return layer;
  }
  return null;
}

/** All texts that are shown, bottom to top, those in groups too. */
function texts(layers: readonly LayerInfo[]): LayerInfo[] {
  return layers
    .filter(({ visible }) => visible)
    .flatMap((layer) => (layer.kind === 'text' ? [layer] : texts(layer.layers)));
}
