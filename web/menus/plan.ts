/** The order of what commands only name: menus, submenus, groups. A group that is not listed comes last. */
import type { MenuName } from '../commands/command';

export interface MenuPlan {
  label: string;
  groups: GroupPlan[];
}

/** A group of commands by its name; with `menus`, the submenus that follow them in it. */
export type GroupPlan = string | { group: string; menus: MenuPlan[] };

const menu = (label: string, ...groups: GroupPlan[]): MenuPlan => ({ label, groups });
const submenus = (group: string, ...menus: MenuPlan[]): GroupPlan => ({ group, menus });

export const plan: (MenuPlan & { label: MenuName })[] = [
  {
    label: 'File',
    groups: [
      'new',
      'open',
      'close',
      'save',
      'export',
      submenus('automate', menu('Recipes', 'recipes')),
      'print',
      'device',
    ],
  },
  {
    label: 'Edit',
    groups: [
      'history',
      'clipboard',
      'fill',
      submenus('tools', menu('Paint and retouch', 'tools', 'brushes', 'retouch')),
      'transform',
      'settings',
    ],
  },
  {
    label: 'Image',
    groups: [
      submenus(
        'adjust',
        menu('Adjustments', 'light', 'presence', 'colour', 'look', 'match', 'effect', 'other'),
      ),
      'auto',
      'size',
      'crop',
      submenus('turn', menu('Rotate and straighten', 'turn', 'perspective')),
    ],
  },
  {
    label: 'Layer',
    groups: [
      'new',
      submenus(
        'kinds',
        menu('New adjustment layer', 'adjustments'),
        menu('New filter layer', 'filters'),
        menu('New fill layer', 'fills', 'other'),
        menu('New shape layer', 'shapes'),
      ),
      submenus(
        'parts',
        menu('Layer mask', 'add', 'target', 'mask'),
        menu('Layer effects', 'effects', 'remove'),
        menu('Blend mode', 'modes'),
        menu('Layer properties', 'properties'),
      ),
      submenus('order', menu('Arrange', 'order', 'choose'), menu('Align', 'edges', 'gaps')),
      'arrange',
      'merge',
    ],
  },
  {
    label: 'Select',
    groups: [
      'all',
      submenus('draw', menu('Draw a selection', 'tools')),
      'colour',
      submenus('transform', menu('Modify', 'modify')),
      'saved',
      'quick-mask',
    ],
  },
  {
    label: 'Filter',
    groups: [
      'again',
      submenus(
        'all',
        ...['Blur', 'Sharpen', 'Noise', 'Lens', 'Pixelate', 'Stylise', 'Other'].map((label) =>
          menu(label, 'all'),
        ),
      ),
    ],
  },
  { label: 'AI', groups: ['ai', 'models'] },
  {
    label: 'View',
    groups: [
      'find',
      'zoom',
      'compare',
      'show',
      submenus('inspect', menu('Channels and clipping', 'channels', 'inspect')),
      submenus('panels', menu('Panels', 'panels')),
      'screen',
      'theme',
    ],
  },
  { label: 'Help', groups: ['find', 'help', 'about'] },
];
