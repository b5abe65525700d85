import type { RunOptions } from '../editor';
import { activeLayer } from '../panels/parameters';
import { chosenLayers, outermost } from '../documents/chosen-layers';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Rectangle } from './outline';

/** Where layers are, or what is selected of one, and what transforms them. */
export interface LayerBox {
  layers: string[];
  operation: 'transform_layer' | 'transform_selected';
  /** Outside it there are no pixels; the operation maps about its middle. */
  reach: Rectangle;
  /** Outside it all is fully transparent. */
  visible: Rectangle;
}

/** The place of what is selected of the active layer, or of all that are chosen; none where they have no pixels. */
export async function layerBox(workspace: Workspace): Promise<LayerBox | null> {
  const { document } = store.state;
  const layer = activeLayer(store.state);
  if (!document || !layer) return null;
  const layers = outermost(document.layers, chosenLayers()).map(({ id }) => id);
  const found = await workspace.editor.bounds(...layers).catch(() => null);
  const selection = layer.kind === 'pixel' ? rectangle(found?.selection) : null;
  if (selection)
    return { layers: [layer.id], operation: 'transform_selected', reach: selection, visible: selection };
  const [reach, visible] = [rectangle(found?.layer), rectangle(found?.visible)];
  return reach && { layers, operation: 'transform_layer', reach, visible: visible ?? reach };
}

/** For whom its operation runs. */
export function optionsOf({ layers }: LayerBox): Pick<RunOptions, 'layer' | 'layers'> {
  const [layer, ...others] = layers;
  return layer === undefined || others.length ? { layers } : { layer };
}

function rectangle(values: readonly number[] | null | undefined): Rectangle | null {
  const [x, y, width, height] = values ?? [];
  return x === undefined || y === undefined || width === undefined || height === undefined
    ? null
    : { x, y, width, height };
}
