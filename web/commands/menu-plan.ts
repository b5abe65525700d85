/** The order of what commands only name: menus, submenus, groups. A group that is not listed comes last. */
import type { MenuName } from './command';

export interface MenuPlan {
  label: string;
  groups: GroupPlan[];
}

/** A group of commands by its name; with `menus`, the submenus that follow them in it. */
export type GroupPlan = string | { group: string; menus: MenuPlan[] };

export const plan: (MenuPlan & { label: MenuName })[] = [
  { label: 'File', groups: ['new', 'open', 'save', 'export', 'automate', 'device', 'close'] },
  { label: 'Edit', groups: ['history', 'clipboard', 'fill', 'transform', 'settings'] },
  { label: 'Image', groups: ['size'] },
  { label: 'Layer', groups: ['new'] },
  { label: 'Select', groups: ['all'] },
  { label: 'Filter', groups: ['again'] },
  { label: 'AI', groups: ['ai'] },
  { label: 'View', groups: ['find', 'zoom', 'compare', 'show', 'panels', 'theme'] },
  { label: 'Help', groups: ['help', 'about'] },
];
