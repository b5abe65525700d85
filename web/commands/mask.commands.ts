import { editTarget } from '../masks/edit-target';
import { addMask, lookAtMask, paintOnMask } from '../masks/targeting';
import { activeLayer } from '../panels/parameters';
import { store, type State } from '../shell/state';
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
    perform: (workspace) => void addMask(workspace, { shows }),
  };
}

const NO_MASK = 'The active layer has no mask. Add one first.';
const hasMask = (state: State) => busyness(state) === null && activeLayer(state)?.mask != null;

const mask: Command[] = [
  {
    name: 'paint_on_mask',
    label: 'Paint on the mask',
    description: 'Brushes, fills and filters change the mask of the layer: black hides, white shows.',
    place: { menu: 'Layer', group: 'target', submenu: ['Layer mask'] },
    keys: ['Mod+\\'],
    keywords: ['layer mask', 'edit', 'brush', 'target'],
    enabled: hasMask,
    hindrance: (state) => busyness(state) ?? NO_MASK,
    checked: (state) => editTarget(state) === 'mask',
    perform: () =>
      paintOnMask(editTarget(store.state) === 'mask' ? null : (activeLayer(store.state)?.id ?? null)),
  },
  {
    name: 'look_at_mask',
    label: 'Show the mask alone',
    place: { menu: 'Layer', group: 'target', submenu: ['Layer mask'] },
    keys: ['Alt+\\'],
    keywords: ['layer mask', 'view', 'grey'],
    enabled: hasMask,
    hindrance: (state) => busyness(state) ?? NO_MASK,
    checked: ({ inspection }) => inspection.mask !== null,
    perform: (workspace) => {
      const layer = activeLayer(store.state);
      if (layer) lookAtMask(workspace, layer.id);
    },
  },
  add('mask_showing_all', 'Mask that shows everything', 'all'),
  add('mask_hiding_all', 'Mask that hides everything', 'nothing'),
  add('mask_from_selection', 'Mask from the selection', 'selection', true),
  add('mask_around_selection', 'Mask that hides the selection', 'unselected', true),
];

export default mask;
