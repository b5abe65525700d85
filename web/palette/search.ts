/** Finding commands by what people type. fuzzysort: small, without dependencies, and it forgives missing letters. */
import { go, prepare, type Target } from 'fuzzysort';
import type { Command } from '../commands/command';
import { recent } from '../commands/recent';
import type { State } from '../shell/state';

interface Searchable {
  command: Command;
  order: number;
  label: Target;
  path: Target;
  keywords: Target;
  description: Target;
}

/** How much a match counts: in the label, in the label with its menus, in the keywords, in the description. */
const WEIGHTS = [1, 0.9, 0.85, 0.5];
const RECENT = 1.25;
const CANNOT = 0.7;
const VARIANT = 0.8;
const LEAST = 0.4;
const MOST = 60;

let made: { of: readonly Command[]; list: Searchable[] } = { of: [], list: [] };

/** Where a command is in the menus: `Image › Adjustments`. */
export function pathOf({ place }: Command): string {
  return place ? [place.menu, ...(place.submenu ?? [])].join(' › ') : '';
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
  const found = go(typed, made.list, {
    keys: ['label', 'path', 'keywords', 'description'],
    limit: MOST,
    threshold: LEAST,
    scoreFn: (result) => {
      const { command, order } = result.obj;
      const scores = WEIGHTS.map((weight, index) => (result[index]?.score ?? 0) * weight);
      const factor = last.includes(command.name) ? RECENT : 1;
      // Of two that match alike the earlier one, as in the menus.
      const likely = Math.round(Math.max(...scores) * 20) / 20;
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
    description: prepare(description),
  };
}
