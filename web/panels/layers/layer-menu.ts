import type { Command } from '../../commands/command';
import { commands, find } from '../../commands/commands';
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

/** What can be done with a layer, the active one, of what a layer of its kind can have done to it. */
export function layerMenu(layer: LayerInfo, rename: () => void): Menu {
  const { kind, mask, effects } = layer;
  const isGroup = kind === 'group';
  const isAdjustment = kind === 'adjustment';
  const maskGroups = mask ? ['target', 'mask'] : ['add'];
  return {
    label: layer.name,
    sections: [
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
              submenu(
                { label: 'Layer effects' },
                ({ name }) => effects.length > 0 || !name.includes('remove'),
              ),
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
    ].filter((section) => section.length > 0),
  };
}
