import type { LayerInfo, OperationInfo, ParameterInfo, ParameterValue } from '../generated/protocol';
import { store, type State } from '../shell/state';
import type { Workspace } from '../shell/workspace';

/** A parameter with the operation that it belongs to. */
export interface Row {
  operation: OperationInfo;
  info: ParameterInfo;
}

/** The operations of a menu, in the catalogue's order. */
export function operationsOf(catalog: OperationInfo[], menu: string): OperationInfo[] {
  return catalog.filter((operation) => operation.menu === menu);
}

/** The sliders beside the picture: the main parameters of what a layer keeps as its own settings. */
export function settingsOf(catalog: OperationInfo[]): Row[] {
  return operationsOf(catalog, 'adjust')
    .filter(({ setting }) => setting)
    .flatMap((operation) => operation.parameters.map((info) => ({ operation, info })))
    .filter(({ info }) => info.group === '');
}

/** The layer that is edited. */
export function activeLayer({ document }: State): LayerInfo | null {
  return document ? layerById(document.layers, document.active) : null;
}

function layerById(layers: LayerInfo[], id: string): LayerInfo | null {
  for (const layer of layers) {
    const found = layer.id === id ? layer : layerById(layer.layers, id);
    if (found) return found;
  }
  return null;
}

/** Whether the controls of the document work now. */
export function isEditable({ document, boot, activity }: State): boolean {
  return document !== null && boot.ready && activity === null;
}

/** What an adjustment is set to: what was just asked for, else what the layer keeps, else the default. */
export function valueOf(state: State, { operation, info }: Row): ParameterValue {
  const kept = activeLayer(state)?.adjustments.find((applied) => applied.operation === operation.name);
  return state.pending[operation.name]?.[info.name] ?? kept?.params[info.name] ?? info.default;
}

export function isChanged(state: State, row: Row): boolean {
  return valueOf(state, row) !== row.info.default;
}

/** Sets one parameter of an adjustment; its others stay as they are. */
export function adjust(workspace: Workspace, row: Row, value: ParameterValue, gesture: string): void {
  const { operation, info } = row;
  const params = Object.fromEntries(
    operation.parameters.map((other) => [other.name, valueOf(store.state, { operation, info: other })]),
  );
  workspace.adjust(operation.name, { ...params, [info.name]: value }, gesture);
}
