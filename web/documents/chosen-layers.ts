/** The layers that commands are for: the active one, and those that were chosen beside it. */
import type { RunOptions } from '../editor';
import type { DocumentInfo, LayerInfo, OperationInfo } from '../generated/protocol';
import { store, type State } from '../shell/state';

/** Their ids; of the active one alone where no other was chosen. */
export function chosenLayers({ document, chosen }: State = store.state): readonly string[] {
  if (!document) return [];
  const there = chosen.filter((id) => isAmong(document.layers, id));
  return there.includes(document.active) ? there : [document.active];
}

/** For whom an operation runs that is asked for at a layer: for all that are chosen, where it is one of them. */
export function onLayers(layer: string): Pick<RunOptions, 'layer' | 'layers'> {
  const chosen = chosenLayers();
  return chosen.length > 1 && chosen.includes(layer) ? { layers: [...chosen] } : { layer };
}

/** For whom an operation runs that is asked for without a layer: for all that are chosen, where it can. */
export function forChosen(operation: OperationInfo | undefined): Pick<RunOptions, 'layers'> {
  const chosen = chosenLayers();
  return operation?.several && chosen.length > 1 ? { layers: [...chosen] } : {};
}

/** Chooses the layers that there were not before, such as copies of several. */
export function chooseNew(before: DocumentInfo, now: DocumentInfo): void {
  const old = new Set(allLayers(before.layers).map(({ id }) => id));
  const made = allLayers(now.layers).flatMap(({ id }) => (old.has(id) ? [] : [id]));
  if (made.length) store.set({ chosen: outermost(now.layers, made).map(({ id }) => id) });
}

/** Those of the layers that are in no group among them, from the bottom to the top. */
export function outermost(layers: LayerInfo[], ids: readonly string[]): LayerInfo[] {
  return layers.flatMap((layer) => (ids.includes(layer.id) ? [layer] : outermost(layer.layers, ids)));
}

/** Every layer, what is in groups too. */
export function allLayers(layers: LayerInfo[]): LayerInfo[] {
  return layers.flatMap((layer) => [layer, ...allLayers(layer.layers)]);
}

function isAmong(layers: LayerInfo[], id: string): boolean {
  return layers.some((layer) => layer.id === id || isAmong(layer.layers, id));
}
