import { find } from '../../commands/commands';
import { perform } from '../../commands/perform';
import type { LayerInfo } from '../../generated/protocol';
import { chosenLayers, onLayers } from '../../documents/chosen-layers';
import { store } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import type { Drop, Row } from './rows';

/** What the list of layers does for its keys. */
export interface KeyHost {
  workspace: Workspace;
  isFolded(row: Row): boolean;
  fold(row: Row): void;
  rename(row: Row): void;
  choose(row: Row): void;
  /** Chooses all from where choosing began to that one. */
  chooseTo(row: Row): void;
  move(row: Row, drop: Drop): void;
  openMenu(row: Row): void;
}

/** A key that was pressed on a layer of the list; whether it meant something there. */
export function handleLayerKey(event: KeyboardEvent, row: Row, rows: Row[], host: KeyHost): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  return event.altKey ? reorder(event.key, row, host) : walk(event, row, rows, host) || act(event, row, host);
}

function walk({ key, shiftKey }: KeyboardEvent, row: Row, rows: Row[], host: KeyHost): boolean {
  const index = rows.indexOf(row);
  const steps: Record<string, number> = {
    ArrowUp: index - 1,
    ArrowDown: index + 1,
    Home: 0,
    End: rows.length - 1,
  };
  const to = steps[key];
  if (to === undefined) return false;
  const next = rows[to];
  if (next) (shiftKey ? host.chooseTo : host.choose)(next);
  return true;
}

function act({ key, shiftKey }: KeyboardEvent, row: Row, host: KeyHost): boolean {
  const { layer, parent } = row;
  const isGroup = layer.kind === 'group';
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) host.openMenu(row);
  else if (shiftKey) return false;
  else if (key === 'F2' || key === 'Enter') host.rename(row);
  else if (key === ' ')
    void host.workspace.run('show_layer', { visible: !layer.visible }, onLayers(layer.id));
  else if (key === 'Escape' && chosenLayers().length > 1) host.choose(row);
  else if (key === 'ArrowLeft' && isGroup && !host.isFolded(row)) host.fold(row);
  else if (key === 'ArrowLeft' && parent) host.choose({ layer: parent, depth: row.depth - 1, parent: null });
  else if (key === 'ArrowRight' && isGroup && host.isFolded(row)) host.fold(row);
  // With something selected these keys clear it in the picture, from here too.
  else if ((key === 'Delete' || key === 'Backspace') && store.state.document?.selection == null)
    perform(find('operation:delete_layer'), host.workspace);
  else return false;
  return true;
}

/** Up and down among the layers beside it; left out of its group, right into the one next to it. */
function reorder(key: string, row: Row, host: KeyHost): boolean {
  const { layer, parent } = row;
  const beside = parent?.layers ?? store.state.document?.layers ?? [];
  const index = beside.findIndex(({ id }) => id === layer.id);
  const { layers: moved = [layer.id] } = onLayers(layer.id);
  const stays = ({ id }: LayerInfo) => !moved.includes(id);
  const [above, below] = [beside.slice(index + 1).find(stays), beside.slice(0, index).findLast(stays)];
  if (key === 'ArrowUp') {
    if (above) host.move(row, { where: 'above', other: above.id });
  } else if (key === 'ArrowDown') {
    if (below) host.move(row, { where: 'below', other: below.id });
  } else if (key === 'ArrowLeft') {
    if (parent) host.move(row, { where: 'above', other: parent.id });
  } else if (key === 'ArrowRight') {
    const group = [above, below].find((other) => other?.kind === 'group');
    if (group) host.move(row, { where: 'inside', other: group.id });
  } else return false;
  return true;
}
