import { allLayers, chosenLayers } from '../documents/chosen-layers';
import type { LayerInfo, ParameterValue } from '../generated/protocol';
import { store, type State } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Command, Place } from './command';
import { isIdle } from './conditions';
import { busyness } from './needs';

const place: Place = { menu: 'Layer', group: 'order', submenu: ['Arrange'] };

/** The active layer and its neighbours in its group, bottom to top. */
function siblings({ document }: State): LayerInfo[] {
  return document ? (withActive(document.layers, document.active) ?? []) : [];
}

function withActive(layers: LayerInfo[], id: string): LayerInfo[] | null {
  if (layers.some((layer) => layer.id === id)) return layers;
  for (const { layers: inner } of layers) {
    const found = withActive(inner, id);
    if (found) return found;
  }
  return null;
}

/** The layer next to the active one: above it (1) or below (-1). */
function neighbour(state: State, distance: 1 | -1): LayerInfo | undefined {
  const layers = siblings(state);
  const position = layers.findIndex(({ id }) => id === state.document?.active);
  return layers[position + distance];
}

/** What the chosen layers can pass on their way up (1) or down (-1), the nearest first. */
function onTheWay(state: State, distance: 1 | -1): { inBetween: LayerInfo[]; beyond: LayerInfo[] } {
  const chosen = chosenLayers(state);
  const layers = distance > 0 ? siblings(state) : siblings(state).toReversed();
  const isChosen = ({ id }: LayerInfo) => chosen.includes(id);
  const [first, last] = [layers.findIndex(isChosen), layers.findLastIndex(isChosen)];
  return {
    inBetween: layers.slice(first, last).filter((layer) => !isChosen(layer)),
    beyond: layers.slice(last + 1),
  };
}

/** Where they go by one step, or all the way; those with others between them come together first. */
function goal(state: State, distance: 1 | -1, toEnd: boolean): LayerInfo | undefined {
  const { inBetween, beyond } = onTheWay(state, distance);
  return (toEnd ? beyond.at(-1) : beyond[0]) ?? inBetween.at(-1);
}

function reason(state: State, distance: number): string {
  return (
    busyness(state) ??
    (distance > 0 ? 'The layer is at the top already.' : 'The layer is at the bottom already.')
  );
}

function move(workspace: Workspace, distance: 1 | -1, toEnd: boolean): void {
  const other = goal(store.state, distance, toEnd);
  if (!other) return;
  const params: Record<string, ParameterValue> = { where: distance > 0 ? 'above' : 'below', other: other.id };
  void workspace.run('move_layer', params);
}

function arrange(name: string, label: string, keys: string, distance: 1 | -1, toEnd: boolean): Command {
  return {
    name,
    label,
    place,
    keys: [keys],
    keywords: ['layer', 'order', 'arrange', 'stack', distance > 0 ? 'above' : 'below'],
    enabled: (state) => busyness(state) === null && goal(state, distance, toEnd) !== undefined,
    hindrance: (state) => reason(state, distance),
    perform: (workspace) => move(workspace, distance, toEnd),
  };
}

function choose(name: string, label: string, keys: string, distance: 1 | -1): Command {
  return {
    name,
    label,
    place: { menu: 'Layer', group: 'choose', submenu: ['Arrange'] },
    keys: [keys],
    keywords: ['layer', 'next', 'select', 'active'],
    enabled: (state) => busyness(state) === null && neighbour(state, distance) !== undefined,
    hindrance: (state) => reason(state, distance),
    perform: (workspace) => {
      const layer = neighbour(store.state, distance);
      if (layer) void workspace.activateLayer(layer.id);
    },
  };
}

const layer: Command[] = [
  arrange('bring_to_front', 'Bring to front', 'Mod+}', 1, true),
  arrange('bring_forward', 'Bring forward', 'Mod+]', 1, false),
  arrange('send_backward', 'Send backward', 'Mod+[', -1, false),
  arrange('send_to_back', 'Send to back', 'Mod+{', -1, true),
  choose('layer_above', 'Choose the layer above', 'Alt+]', 1),
  choose('layer_below', 'Choose the layer below', 'Alt+[', -1),
  {
    name: 'all_layers',
    label: 'Choose all layers',
    place: { menu: 'Layer', group: 'choose', submenu: ['Arrange'] },
    keys: ['Mod+Alt+A'],
    keywords: ['layer', 'select', 'several', 'multiple'],
    enabled: isIdle,
    hindrance: (state) => busyness(state) ?? '',
    perform: () => store.set({ chosen: allLayers(store.state.document?.layers ?? []).map(({ id }) => id) }),
  },
];

export default layer;
