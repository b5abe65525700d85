import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Command } from './command';
import { remember } from './recent';

/** Does what a person chose from a list, if it can be done now, and remembers it for the palette. */
export function perform(command: Command, workspace: Workspace): void {
  if (!command.enabled(store.state)) return;
  if (command.name !== 'palette') remember(command.name);
  command.perform(workspace);
}
