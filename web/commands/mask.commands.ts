import { activeLayer } from '../panels/parameters';
import type { State } from '../shell/state';
import type { Command } from './command';
import { busyness } from './needs';

function hindrance(state: State, needsSelection: boolean): string | null {
  const layer = activeLayer(state);
  if (busyness(state) || !layer) return busyness(state) ?? 'Choose a layer first.';
  if (layer.mask) return 'The layer has a mask already.';
  return needsSelection && state.document?.selection == null ? 'Select something first.' : null;
}

/** A mask that shows a certain part, without asking which. */
function add(name: string, label: string, shows: string, needsSelection = false): Command {
  return {
    name,
    label,
    place: { menu: 'Layer', group: 'add', submenu: ['Layer mask'] },
    keys: [],
    keywords: ['layer mask', 'add', 'hide', 'reveal'],
    enabled: (state) => hindrance(state, needsSelection) === null,
    hindrance: (state) => hindrance(state, needsSelection) ?? '',
    perform: (workspace) => void workspace.run('add_mask', { shows }),
  };
}

const mask: Command[] = [
  add('mask_showing_all', 'Mask that shows everything', 'all'),
  add('mask_hiding_all', 'Mask that hides everything', 'nothing'),
  add('mask_from_selection', 'Mask from the selection', 'selection', true),
  add('mask_around_selection', 'Mask that hides the selection', 'unselected', true),
];

export default mask;
