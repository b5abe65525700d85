import type { LayerInfo, ParameterValue } from '../generated/protocol';
import { store, type State } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Command, Place } from './command';
import { busyness } from './needs';

const place: Place = { menu: 'Layer', group: 'order', submenu: ['Arrange'] };

/** The active layer's neighbours in its group, bottom to top, and where it stands among them. */
function around({ document }: State): { layers: LayerInfo[]; position: number } {
  const layers = document ? (withActive(document.layers, document.active) ?? []) : [];
  return { layers, position: layers.findIndex(({ id }) => id === document?.active) };
}

function withActive(layers: LayerInfo[], id: string): LayerInfo[] | null {
  if (layers.some((layer) => layer.id === id)) return layers;
  for (const { layers: inner } of layers) {
    const found = withActive(inner, id);
    if (found) return found;
  }
  return null;
}

/** The layer that many places above the active one, below it where negative. */
function neighbour(state: State, distance: number): LayerInfo | undefined {
  const { layers, position } = around(state);
  return position < 0 ? undefined : layers[position + distance];
}

function reason(state: State, distance: number): string {
  return (
    busyness(state) ??
    (distance > 0 ? 'The layer is at the top already.' : 'The layer is at the bottom already.')
  );
}

function move(
  workspace: Workspace,
  distance: 1 | -1,
  target: (layers: LayerInfo[]) => LayerInfo | undefined,
): void {
  const other = target(around(store.state).layers);
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
    enabled: (state) => busyness(state) === null && neighbour(state, distance) !== undefined,
    hindrance: (state) => reason(state, distance),
    perform: (workspace) =>
      move(workspace, distance, (layers) =>
        toEnd ? layers.at(distance > 0 ? -1 : 0) : neighbour(store.state, distance),
      ),
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
];

export default layer;
