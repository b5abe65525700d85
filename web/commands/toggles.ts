import type { LayerInfo, OperationInfo } from '../generated/protocol';
import { activeLayer } from '../panels/parameters';
import { store, type State } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Command } from './command';

/** Operations that switch one thing of the active layer: whether it is on now. */
const SWITCHES: Record<string, (layer: LayerInfo) => boolean> = {
  clip_layer: ({ clipped }) => clipped,
  show_layer: ({ visible }) => visible,
  isolate_group: ({ isolated }) => isolated,
  mask_visible: ({ mask }) => mask?.enabled ?? false,
};

/** For an operation that is a switch: a command that is on or off, instead of a dialog with one box to tick. */
export function toggleOf({ name, label, parameters }: OperationInfo): Partial<Command> | null {
  const isOn = SWITCHES[name];
  const parameter = parameters[0];
  if (!isOn || !parameter) return null;
  const checked = (state: State) => {
    const layer = activeLayer(state);
    return layer !== null && isOn(layer);
  };
  return {
    label,
    checked,
    perform: (workspace: Workspace) => void workspace.run(name, { [parameter.name]: !checked(store.state) }),
  };
}
