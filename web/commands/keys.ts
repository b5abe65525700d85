import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { keysOf } from './bindings';
import type { Command } from './command';
import { commands } from './commands';
import { matches } from './key-names';
import { tellHindrance } from './perform';
import { WaitingKeys } from './waiting-keys';

/** Whether the key belongs to a text field rather than to the editor. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio'].includes(target.type);
}

function isMenuOpen(event: KeyboardEvent): boolean {
  return event.composedPath().some((node) => node instanceof HTMLElement && node.role === 'menu');
}

/** Whether the last thing somebody did, before any key, was to press on the picture. */
function watchPointing(): () => boolean {
  let isPointing = false;
  const isPicture = (event: Event) =>
    event.composedPath().some((node) => node instanceof HTMLCanvasElement && node.role === 'img');
  window.addEventListener('pointerdown', (event) => (isPointing = isPicture(event)), { capture: true });
  window.addEventListener('focusin', (event) => (isPointing &&= isPicture(event)), { capture: true });
  return () => isPointing;
}

/** The commands that have the key, those that can be done now first. */
function commandFor(event: KeyboardEvent): Command | undefined {
  const candidates = commands().filter((each) => keysOf(each).some((keys) => matches(event, keys)));
  return candidates.find((each) => each.enabled(store.state)) ?? candidates[0];
}

/** Makes the keys of all commands work everywhere but in text fields, menus and dialogs. */
export function listenToKeys(workspace: Workspace): void {
  let held: Command | null = null;
  const waiting = new WaitingKeys(workspace);
  const isPointing = watchPointing();
  // Tab moves the focus on, but for people who point: after a press on the picture it is a key like others.
  const isMovingOn = (event: KeyboardEvent) => event.key === 'Tab' && !isPointing();

  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || store.state.dialog || isTyping(event)) return;
    if (isMenuOpen(event) || isMovingOn(event)) return;
    const command = commandFor(event);
    if (!command || command.native?.some((keys) => matches(event, keys))) return;
    const isEnabled = command.enabled(store.state);
    if (command.name === 'cancel' && !isEnabled) return;
    // The browser's own meaning (its open dialog, its zoom) would surprise even where ours does nothing now.
    event.preventDefault();
    if (event.repeat && (command.release || !isEnabled)) return;
    if (!isEnabled) {
      if (store.state.activity) waiting.add(command);
      else tellHindrance(command);
      return;
    }
    command.perform(workspace);
    if (command.release) held = command;
  });

  const release = () => {
    held?.release?.(workspace);
    held = null;
  };
  window.addEventListener('keyup', (event) => {
    if (held && keysOf(held).some((keys) => matches(event, keys))) release();
  });
  window.addEventListener('blur', release);
}
