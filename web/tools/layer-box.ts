import { activeLayer } from '../panels/parameters';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Rectangle } from './outline';

/** Where a layer is, or what is selected of it, and what transforms it. */
export interface LayerBox {
  layer: string;
  operation: 'transform_layer' | 'transform_selected';
  /** Outside it there are no pixels; the operation maps about its middle. */
  reach: Rectangle;
  /** Outside it all is fully transparent. */
  visible: Rectangle;
}

/** The place of what is selected of the active layer, or of all of it; none where it has no pixels. */
export async function layerBox(workspace: Workspace): Promise<LayerBox | null> {
  const layer = activeLayer(store.state);
  if (!layer) return null;
  const found = await workspace.editor.bounds(layer.id).catch(() => null);
  const selection = layer.kind === 'pixel' ? rectangle(found?.selection) : null;
  if (selection) {
    return { layer: layer.id, operation: 'transform_selected', reach: selection, visible: selection };
  }
  const [reach, visible] = [rectangle(found?.layer), rectangle(found?.visible)];
  return reach && { layer: layer.id, operation: 'transform_layer', reach, visible: visible ?? reach };
}

function rectangle(values: readonly number[] | null | undefined): Rectangle | null {
  const [x, y, width, height] = values ?? [];
  return x === undefined || y === undefined || width === undefined || height === undefined
    ? null
    : { x, y, width, height };
}
