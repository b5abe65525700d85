/** Which keys commands have: their own, unless a person gave them others. */
import { stored } from '../settings/stored';
import { store } from '../shell/state';
import type { Command } from './command';

type Named = Pick<Command, 'name' | 'keys'>;

const kept = stored<Record<string, string[]>>('shortcuts', {}, isChanged);

/** Brings back the keys that were changed on an earlier visit. */
export function restoreKeys(): void {
  store.set({ changedKeys: kept.read() });
}

export function keysOf({ name, keys }: Named): readonly string[] {
  return store.state.changedKeys[name] ?? keys;
}

export function isChangedKey({ name }: Named): boolean {
  return name in store.state.changedKeys;
}

/** Gives a command other keys; none takes them away. */
export function bind({ name, keys }: Named, changed: readonly string[]): void {
  const { [name]: _, ...others } = store.state.changedKeys;
  const isOwn = changed.length === keys.length && changed.every((key, index) => key === keys[index]);
  keep(isOwn ? others : { ...others, [name]: [...changed] });
}

/** Gives every command its own keys back. */
export function resetAllKeys(): void {
  keep({});
}

function keep(changedKeys: Record<string, string[]>): void {
  store.set({ changedKeys });
  kept.write(changedKeys);
}

function isChanged(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'))
  );
}
