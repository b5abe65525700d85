/** Every command: the files `<menu>.commands.ts` of this folder, and what its sources make. */
import { store, type State } from '../shell/state';
import { commandInWords } from '../language/command';
import type { Command, CommandSource } from './command';

const files = import.meta.glob<Command[]>('./*.commands.ts', { eager: true, import: 'default' });
const sources = import.meta.glob<CommandSource>('./*.source.ts', { eager: true, import: 'default' });

const own: Command[] = Object.values(files).flat();
const made = Object.values(sources).map((source) => ({ source, of: null as unknown, list: [] as Command[] }));

let all: readonly Command[] = own;
let language = '';
let byName = new Map<string, Command>();

/** All commands there are now. The list is the same object until there are others. */
export function commands(state: State = store.state): readonly Command[] {
  let isNew = state.language !== language;
  for (const part of made) {
    const of = part.source.of(state);
    if (Object.is(of, part.of) && state.language === language) continue;
    Object.assign(part, { of, list: part.source.make(state) });
    isNew = true;
  }
  if (isNew) {
    language = state.language;
    all = [...own.map(commandInWords), ...made.flatMap(({ list }) => list)];
    byName = new Map(all.map((command) => [command.name, command]));
  }
  return all;
}

/** The command of that name, which menus and buttons are made of. */
export function find(name: string): Command {
  commands();
  const command = byName.get(name);
  if (!command) throw new Error(`There is no command named ${name}.`);
  return command;
}
