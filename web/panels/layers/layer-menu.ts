import type { Command } from '../../commands/command';
import { always } from '../../commands/conditions';
import { commands, find } from '../../commands/commands';
import { chosenLayers } from '../../documents/chosen-layers';
import type { LayerInfo } from '../../generated/protocol';
import { t } from '../../language/words';
import type { Menu } from '../../menus/menu';

/** One of the Layer menu's submenus, or the commands of it that are wanted here. */
function submenu({ label }: { label: string }, isWanted: (command: Command) => boolean = () => true): Menu {
  const isInside = ({ place }: Command) => place?.menu === 'Layer' && place.submenu?.[0] === label;
  return { label: t(label), sections: [commands().filter((each) => isInside(each) && isWanted(each))] };
}

function operations(...names: string[]): Command[] {
  return names.map((name) => find(`operation:${name}`));
}

/** What the list of layers does itself for its menu. */
interface MenuHost {
  rename: () => void;
  /** Whether each tap chooses one more. */
  isAdding: boolean;
  add: () => void;
}

/** What can be done with a layer, the active one, of what a layer of its kind can have done to it. */
export function layerMenu(layer: LayerInfo, host: MenuHost): Menu {
  const count = chosenLayers().length;
  return count > 1
    ? { label: t('{count} layers chosen', { count }), sections: [...ofSeveral(), [adding(host)]] }
    : { label: layer.name, sections: [...ofOne(layer, host.rename), [adding(host)]] };
}

function adding({ isAdding, add }: MenuHost): Command {
  const label = t('Choose several');
  return {
    name: 'choose_several', label, keys: [], keywords: [], enabled: always, checked: () => isAdding, perform: add,
  }; // prettier-ignore
}

/** What can be done with several at once. */
function ofSeveral(): Menu['sections'] {
  return [
    operations('duplicate_layer', 'delete_layer'),
    [
      { ...find('operation:group_layers'), label: t('Group layers') },
      ...operations('clip_layer', 'show_layer'),
      submenu({ label: 'Arrange' }, ({ place }) => place?.group === 'order'),
      submenu({ label: 'Align' }),
      submenu({ label: 'Blend mode' }),
    ],
    [...operations('rasterise_layer'), { ...find('operation:merge_down'), label: t('Merge layers') }],
  ];
}

function ofOne(layer: LayerInfo, rename: () => void): Menu['sections'] {
  const { kind, mask, effects } = layer;
  const isGroup = kind === 'group';
  const isAdjustment = kind === 'adjustment';
  const maskGroups = mask ? ['target', 'mask'] : ['add'];
  return [
    [
      { ...find('operation:rename_layer'), label: t('Rename'), keys: ['F2'], perform: rename },
      ...operations('duplicate_layer', 'delete_layer'),
    ],
    [
      ...operations('group_layers', ...(isGroup ? ['ungroup_layers', 'isolate_group'] : []), 'clip_layer'),
      submenu({ label: 'Arrange' }, ({ place }) => place?.group === 'order'),
    ],
    [
      submenu({ label: 'Blend mode' }),
      submenu(
        { label: 'Layer mask' },
        ({ name, place }) => maskGroups.includes(place?.group ?? '') && name !== 'operation:add_mask',
      ),
      ...(isAdjustment
        ? []
        : [
            submenu({ label: 'Layer effects' }, ({ name }) => effects.length > 0 || !name.includes('remove')),
          ]),
    ],
    [
      ...(isAdjustment ? [] : [{ ...find('operation:select_opaque'), label: t('Select opaque pixels…') }]),
      ...operations(...(mask ? ['select_mask'] : [])),
    ],
    operations(
      ...(kind === 'pixel' || isAdjustment ? [] : ['rasterise_layer']),
      'merge_down',
      'merge_visible',
      'flatten',
    ),
  ].filter((section) => section.length > 0);
}
