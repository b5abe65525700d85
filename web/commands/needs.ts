/** What an operation needs before it can run, and the sentence for people where it is missing. */
import { chosenLayers, outermost } from '../documents/chosen-layers';
import type { LayerInfo, OperationInfo } from '../generated/protocol';
import { targetFor } from '../masks/edit-target';
import { activeLayer } from '../panels/parameters';
import { lacksModel } from '../ai-service/needs';
import type { State } from '../shell/state';

/** Families that change the pixels of the active layer. */
const PIXEL_FAMILIES: ReadonlySet<OperationInfo['family']> = new Set([
  'point', 'auto', 'area', 'paint', 'inference',
]); // prettier-ignore

const SELECTION = new Set([
  'grow_selection', 'similar_selection', 'expand_selection', 'contract_selection', 'border_selection',
  'feather_selection', 'smooth_selection', 'transform_selection', 'save_selection', 'content_aware_fill', 'patch',
  'transform_selected', 'layer_via_cut',
]); // prettier-ignore
/** Operations on the document that change the pixels of the active layer. */
const SELECTED_PIXELS = new Set(['transform_selected', 'layer_via_cut']);
const MASK = new Set(['mask_properties', 'apply_mask', 'select_mask']);
/** What has nothing to move stays where others go. */
const MOVING = new Set(['transform_layer', 'align_layers']);
const GROUP = new Set(['ungroup_layers', 'isolate_group']);
const SAVED_SELECTION = new Set(['load_selection', 'delete_channel']);

/** Why nothing at all can be done now, or null. */
export function busyness({ document, boot, activity }: State): string | null {
  if (!document) return 'Open a picture first.';
  if (!boot.ready) return 'The engine is still starting.';
  return activity ? 'Wait until what is running has finished, or cancel it.' : null;
}

/** Why the operation cannot run now, or null. With the target `layer` it needs no pixels. */
export function hindranceOf(operation: OperationInfo, state: State, asLayer = false): string | null {
  const { name, family } = operation;
  const busy = busyness(state);
  const layer = activeLayer(state);
  if (busy || !layer) return busy ?? 'Choose a layer first.';
  if (lacksModel(operation, state))
    return 'No model for this is on this device. An AI service that has one can be set up.';
  const needsPixels = PIXEL_FAMILIES.has(family) || SELECTED_PIXELS.has(name);
  if (needsPixels && !asLayer && !targetFor(family, state)) {
    if (layer.kind !== 'pixel')
      return 'The active layer has no pixels of its own. Choose another, or rasterise it.';
    if (layer.locks.includes('pixels'))
      return 'The pixels of the active layer are locked. Unlock them first.';
  }
  if (SELECTION.has(name) && state.document?.selection == null) return 'Select something first.';
  if ((family === 'mask' || MASK.has(name)) && !layer.mask)
    return 'The active layer has no mask. Add one first.';
  if (name === 'apply_mask' && layer.kind !== 'pixel')
    return 'Only pixels can take a mask in. Rasterise the layer first.';
  if (GROUP.has(name) && layer.kind !== 'group') return 'The active layer is not a group.';
  if (SAVED_SELECTION.has(name) && !state.document?.channels.length) return 'No selection is saved yet.';
  return operation.several ? severalHindrance(name, state) : layerHindrance(name, layer, state);
}

/** Why it cannot be done to the chosen layers together. */
function severalHindrance(name: string, state: State): string | null {
  const all = state.document?.layers ?? [];
  const chosen = outermost(all, chosenLayers(state));
  const reasons = chosen.map((layer) => layerHindrance(name, layer, state));
  if (chosen.length > 1 && name === 'merge_down') return null;
  if (name === 'delete_layer' && all.every((layer) => chosen.includes(layer)))
    return 'A picture needs at least one layer.';
  if (MOVING.has(name) && reasons.includes(null) && !chosen.some(isFixed)) return null;
  return reasons.find((reason) => reason !== null) ?? null;
}

function isFixed({ locks }: LayerInfo): boolean {
  return locks.includes('position');
}

function layerHindrance(name: string, layer: LayerInfo, { document }: State): string | null {
  const siblings = siblingsOf(document?.layers ?? [], layer.id);
  const position = siblings.indexOf(layer);
  switch (name) {
    case 'merge_down':
      return position > 0 ? null : 'There is no layer below the active one.';
    case 'clip_layer':
      return position > 0 ? null : 'There is no layer below the active one to clip to.';
    case 'delete_layer':
      return siblings === document?.layers && siblings.length === 1
        ? 'A picture needs at least one layer.'
        : null;
    case 'remove_effect':
      return layer.effects.length ? null : 'The active layer has no effects.';
    case 'rasterise_layer':
      return layer.kind === 'adjustment' ? 'An adjustment layer has no pixels.' : null;
    case 'transform_layer':
    case 'align_layers':
      if (isFixed(layer)) return 'The position of the active layer is locked. Unlock it first.';
      return layer.kind === 'adjustment' ? 'An adjustment layer has nothing to move.' : null;
    default:
      return null;
  }
}

/** The layers beside one, bottom to top, itself among them. */
function siblingsOf(layers: LayerInfo[], id: string): LayerInfo[] {
  if (layers.some((layer) => layer.id === id)) return layers;
  return layers.map(({ layers: inner }) => siblingsOf(inner, id)).find((found) => found.length > 0) ?? [];
}
