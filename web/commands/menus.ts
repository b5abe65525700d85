/** The menus, made of the commands themselves: each says where it stands, the plan says in which order. */
import type { Command } from './command';
import { commands } from './commands';
import { plan, type MenuPlan } from './menu-plan';

export interface Menu {
  label: string;
  /** What stands together, a line between. */
  sections: (Command | Menu)[][];
}

/** The menus of the menu bar that have anything in them. */
export function menusOf(all: readonly Command[]): Menu[] {
  return plan.map((menu) => menuOf(menu, [], menu.label, all)).filter(({ sections }) => sections.length > 0);
}

function menuOf({ label, groups }: MenuPlan, path: string[], top: string, all: readonly Command[]): Menu {
  const own = all.filter(({ place }) => place?.menu === top && isSame(place.submenu ?? [], path));
  const planned = groups.map((group) => (typeof group === 'string' ? { group, menus: [] } : group));
  const named = new Set(planned.map(({ group }) => group));
  const others = [...new Set(own.map(({ place }) => place?.group ?? ''))].filter(
    (group) => !named.has(group),
  );
  const sections = [...planned, ...others.map((group) => ({ group, menus: [] }))].map(({ group, menus }) => [
    ...own.filter(({ place }) => place?.group === group),
    ...menus
      .map((menu) => menuOf(menu, [...path, menu.label], top, all))
      .filter((menu) => menu.sections.length > 0),
  ]);
  return { label, sections: sections.filter((section) => section.length > 0) };
}

function isSame(first: string[], second: string[]): boolean {
  return first.length === second.length && first.every((label, index) => label === second[index]);
}

export const menus: Menu[] = menusOf(commands);
