import { bind, keysOf } from './bindings';
import type { Command } from './command';
import { commands } from './commands';

/** The other commands that have these keys. Tools may share a letter, which goes through them. */
export function ownersOf(keys: string, except: Command): Command[] {
  const isTool = (command: Command) => command.name.startsWith('tool:');
  const mayShare = (other: Command) => isTool(except) && isTool(other) && keys.length === 1;
  return commands().filter(
    (other) => other.name !== except.name && !mayShare(other) && keysOf(other).includes(keys),
  );
}

/** Gives a command these keys, and takes them from all others. */
export function takeKeys(keys: string, command: Command): void {
  for (const owner of ownersOf(keys, command)) {
    bind(
      owner,
      keysOf(owner).filter((other) => other !== keys),
    );
  }
  bind(command, [keys]);
}
