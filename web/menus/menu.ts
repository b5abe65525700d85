/** The menus, made of the commands themselves: each says where it stands, the plan says in which order. */
import type { Command } from '../commands/command';
import { commands } from '../commands/commands';
import { t } from '../language/words';
import { plan, type MenuPlan } from './plan';

export interface Menu {
  label: string;
  /** What stands together, a line between. */
  sections: (Command | Menu)[][];
}

let made: { of: readonly Command[]; menus: Menu[] } = { of: [], menus: [] };

/** The menus of the menu bar that have anything in them; the same objects until there are other commands. */
export function menus(): Menu[] {
  const all = commands();
  if (made.of !== all) {
    const bar = plan.map((menu) => menuOf(menu, [], menu.label, all));
    made = { of: all, menus: bar.filter(({ sections }) => sections.length > 0) };
  }
  return made.menus;
}

function menuOf({ label, groups }: MenuPlan, path: string[], top: string, all: readonly Command[]): Menu {
  const inside = all.filter(
    ({ place }) => place?.menu === top && isSame(place.submenu?.slice(0, path.length), path),
  );
  const own = inside.filter(({ place }) => (place?.submenu ?? []).length === path.length);
  const planned = groups.map((group) => (typeof group === 'string' ? { group, menus: [] } : group));
  const plannedMenus = new Set(planned.flatMap(({ menus }) => menus.map((menu) => menu.label)));
  const submenus = new Set(
    inside.map(({ place }) => place?.submenu?.[path.length]).filter((name) => name !== undefined),
  );
  const rest: { group: string; menus: MenuPlan[] }[] = [
    ...new Set(own.map(({ place }) => place?.group ?? '')),
  ]
    .filter((group) => !planned.some((known) => known.group === group))
    .map((group) => ({ group, menus: [] }));
  // A submenu that only a command knows of stands below all others.
  const unplanned = [...submenus]
    .filter((name) => !plannedMenus.has(name))
    .map((name) => ({ label: name, groups: [] }));
  const sections = [...planned, ...rest, { group: '', menus: unplanned }].map(({ group, menus: inner }) => [
    ...own.filter(({ place }) => place?.group === group),
    ...inner
      .map((menu) => menuOf(menu, [...path, menu.label], top, all))
      .filter((menu) => menu.sections.length > 0),
  ]);
  return { label: t(label), sections: sections.filter((section) => section.length > 0) };
}

function isSame(first: string[] = [], second: string[]): boolean {
  return first.length === second.length && first.every((label, index) => label === second[index]);
}
