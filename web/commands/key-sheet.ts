import { t } from '../language/words';
import { keysOf } from './bindings';
import { MENUS, type Command } from './command';
import { commands } from './commands';
import { formatKeys } from './key-names';

const TOOLS = 'Tools';
const OTHER = 'Other';

export interface SheetSection {
  label: string;
  commands: Command[];
}

/** The commands of the cheat sheet: those that have keys, or all that are called what was typed. */
export function sheetOf(typed: string): SheetSection[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const shown = commands().filter((command) =>
    words.length ? words.every((word) => textOf(command).includes(word)) : keysOf(command).length > 0,
  );
  return [TOOLS, ...MENUS, OTHER]
    .map((section) => ({
      label: t(section),
      commands: shown.filter((command) => sectionOf(command) === section),
    }))
    .filter((section) => section.commands.length > 0);
}

function sectionOf({ name, place }: Command): string {
  return name.startsWith('tool:') ? TOOLS : (place?.menu ?? OTHER);
}

function textOf(command: Command): string {
  const { label, keywords, place } = command;
  const menus = (place?.submenu ?? []).map((menu) => t(menu));
  return [label, ...menus, ...keywords, ...keysOf(command).map(formatKeys)].join(' ').toLowerCase();
}
