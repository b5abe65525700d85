import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Rectangle } from './outline';

/** Where a layer is. */
export interface LayerBox {
  layer: string;
  /** Outside it the layer has no pixels. */
  reach: Rectangle;
  /** Outside it the layer is fully transparent. */
  visible: Rectangle;
}

/** The active layer's place; none where it has no pixels. */
export async function layerBox(workspace: Workspace): Promise<LayerBox | null> {
  const layer = store.state.document?.active;
  if (layer === undefined) return null;
  const found = await workspace.editor.bounds(layer).catch(() => null);
  const [reach, visible] = [rectangle(found?.layer), rectangle(found?.visible)];
  return reach && { layer, reach, visible: visible ?? reach };
}

function rectangle(values: readonly number[] | null | undefined): Rectangle | null {
  const [x, y, width, height] = values ?? [];
  return x === undefined || y === undefined || width === undefined || height === undefined
    ? null
    : { x, y, width, height };
}
