import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Command } from './command';
import { remember } from './recent';

/** Does what a person chose from a list, if it can be done now, and remembers it for the palette. */
export function perform(command: Command, workspace: Workspace): void {
  if (!command.enabled(store.state)) return tellHindrance(command);
  // A layer is of one picture only.
  const isLasting = command.name !== 'palette' && !command.name.startsWith('go_to_layer:');
  if (isLasting) remember(command.name);
  command.perform(workspace);
}

/** Says in the status bar why a command cannot be done now. */
export function tellHindrance({ hindrance }: Command): void {
  const message = hindrance?.(store.state);
  if (message) store.set({ message });
}
