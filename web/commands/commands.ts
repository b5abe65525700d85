/** Every command: the files `<menu>.commands.ts` of this folder. */
import type { Command } from './command';

const files = import.meta.glob<Command[]>('./*.commands.ts', { eager: true, import: 'default' });

export const commands: readonly Command[] = Object.values(files).flat();

const byName = new Map(commands.map((command) => [command.name, command]));

/** The command of that name, which menus and buttons are made of. */
export function find(name: string): Command {
  const command = byName.get(name);
  if (!command) throw new Error(`There is no command named ${name}.`);
  return command;
}
