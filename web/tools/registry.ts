import { keysOf } from '../commands/bindings';
import type { State } from '../shell/state';
import { GROUPS, type Tool } from './tool';

/** From the top of the strip: what most editors agree on. Letters that are not here come last in their group. */
const KEYS = 'VMLWCIBSEGJOPTUHRZ';

const modules = import.meta.glob<{ default: Tool }>('./*.tool.ts', { eager: true });

/** All tools, in the order of the strip. */
export const tools: readonly Tool[] = Object.values(modules)
  .map((module) => module.default)
  .sort(
    (a, b) =>
      place(Object.keys(GROUPS), a.group) - place(Object.keys(GROUPS), b.group) ||
      place([...KEYS], a.key) - place([...KEYS], b.key) ||
      (a.position ?? 0) - (b.position ?? 0) ||
      a.label.localeCompare(b.label),
  );

/** The tool of that name. */
export function toolNamed(name: string): Tool | null {
  return tools.find((tool) => tool.name === name) ?? null;
}

/** The operation that a tool runs now. */
export function operationOf(tool: Tool, state: State): string | null {
  return typeof tool.operation === 'function' ? tool.operation(state) : (tool.operation ?? null);
}

/** The tools that can be used: those whose operation is in the catalogue. */
export function shownTools(state: State): Tool[] {
  const names = new Set(state.catalog.map(({ name }) => name));
  return tools.filter((tool) => typeof tool.operation !== 'string' || names.has(tool.operation));
}

/** Tools that share a place in the strip: those of one key in one group. */
export function slotsOf(shown: readonly Tool[]): Tool[][] {
  const slots = new Map<string, Tool[]>();
  for (const tool of shown) {
    const name = `${tool.group} ${tool.key}`;
    slots.set(name, [...(slots.get(name) ?? []), tool]);
  }
  return [...slots.values()];
}

/** The letter that chooses the tool; a person may have changed it. */
export function letterOf({ name, key }: Tool): string {
  return keysOf({ name: `tool:${name}`, keys: [key] }).find((keys) => keys.length === 1) ?? '';
}

/** The tool that a letter chooses: the last used of those that share it, or with Shift the one after it. */
export function toolForKey(key: string, state: State, next: boolean): Tool | null {
  const candidates = shownTools(state).filter((tool) => letterOf(tool) === key.toUpperCase());
  const last = candidates.findIndex((tool) => tool.name === lastUsed(candidates, state)?.name);
  return candidates[next ? (last + 1) % candidates.length : last] ?? null;
}

/** Of tools that share a place, the one that it shows. */
export function lastUsed(slot: readonly Tool[], { tool, recentTools }: State): Tool | undefined {
  const used = [tool, ...recentTools].find((name) => slot.some((each) => each.name === name));
  return slot.find(({ name }) => name === used) ?? slot[0];
}

function place(order: readonly string[], value: string): number {
  const index = order.indexOf(value);
  return index < 0 ? order.length : index;
}
