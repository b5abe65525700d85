/** Which keys commands have: their own, unless a person gave them others. */
import { stored } from '../settings/stored';
import type { Command } from './command';

type Changed = Record<string, string[]>;

const kept = stored<Changed>('shortcuts', {}, isChanged);

export function keysOf({ name, keys }: Pick<Command, 'name' | 'keys'>): readonly string[] {
  return kept.read()[name] ?? keys;
}

export function isRebound({ name }: Pick<Command, 'name'>): boolean {
  return name in kept.read();
}

/** Gives a command other keys; none takes them away. */
export function rebind({ name }: Pick<Command, 'name'>, keys: string[]): void {
  kept.write({ ...kept.read(), [name]: keys });
}

/** Gives a command, or all commands, their own keys back. */
export function resetKeys(command?: Pick<Command, 'name'>): void {
  const { [command?.name ?? '']: _, ...others } = kept.read();
  kept.write(command ? others : {});
}

function isChanged(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'))
  );
}
