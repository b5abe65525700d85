import { stored } from '../settings/stored';

const MOST = 12;

const kept = stored<string[]>(
  'recent',
  [],
  (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
);

/** Names of the commands that were chosen last, the newest first. */
export function recent(): readonly string[] {
  return kept.read();
}

export function remember(name: string): void {
  kept.write([name, ...recent().filter((other) => other !== name)].slice(0, MOST));
}
