/** Finding commands by what people type. fuzzysort: small, without dependencies, and it forgives missing letters. */
import { go, prepare, type Target } from 'fuzzysort';
import type { Command } from '../commands/command';
import { recent } from '../commands/recent';
import { t } from '../language/words';
import type { State } from '../shell/state';

interface Searchable {
  command: Command;
  order: number;
  label: Target;
  path: Target;
  keywords: Target;
  description: string;
}

/** How much a match in the label, in the label with its menus, in the keywords counts; and how good it must be. */
const KEYS = [
  { weight: 1, least: 0.25 },
  { weight: 0.9, least: 0.5 },
  { weight: 0.85, least: 0.5 },
];
/** In a sentence nearly any letters are found somewhere: there the words themselves must be. */
const DESCRIBED = 0.4;
const RECENT = 1.25;
const CANNOT = 0.7;
const VARIANT = 0.8;
const LEAST = 0.15;
const MOST = 60;

let made: { of: readonly Command[]; list: Searchable[] } = { of: [], list: [] };

/** Where a command is in the menus: `Image › Adjustments`. */
export function pathOf({ place, from }: Command): string {
  return from ?? (place ? [place.menu, ...(place.submenu ?? [])].map((label) => t(label)).join(' › ') : '');
}

/** The commands that match, the likeliest first. With nothing typed: the last ones, then all in menu order. */
export function search(typed: string, all: readonly Command[], state: State): Command[] {
  const last = recent();
  if (!typed.trim()) {
    const recents = last.map((name) => all.find((command) => command.name === name));
    const others = all.filter(({ name, place }) => place && !last.includes(name));
    return [...recents.filter((command) => command !== undefined), ...others].slice(0, MOST);
  }
  if (made.of !== all) made = { of: all, list: all.map(searchable) };
  const words = typed.trim().toLowerCase();
  const found = go(typed, made.list, {
    keys: ['label', 'path', 'keywords'],
    limit: MOST,
    threshold: LEAST,
    scoreFn: (result) => {
      const { command, order, description } = result.obj;
      const scores = KEYS.map(({ weight, least }, index) => {
        const score = result[index]?.score ?? 0;
        return score >= least ? score * weight : 0;
      });
      const factor = last.includes(command.name) ? RECENT : 1;
      // Of two that match alike the earlier one, as in the menus.
      const likely = Math.round(Math.max(...scores, description.includes(words) ? DESCRIBED : 0) * 20) / 20;
      if (likely === 0) return 0; // less than nothing would confuse the library's order
      const able = command.enabled(state) ? 1 : CANNOT;
      return likely * factor * able * (command.isVariant ? VARIANT : 1) - order * 1e-5;
    },
  });
  return found.map(({ obj }) => obj.command);
}

function searchable(command: Command, order: number): Searchable {
  const { label, keywords, description = '' } = command;
  const plain = label.replace('…', '');
  return {
    command,
    order,
    label: prepare(plain),
    path: prepare(`${pathOf(command)} ${plain}`),
    keywords: prepare(keywords.join(' ')),
    description: description.toLowerCase(),
  };
}
