import { keysOf } from './bindings';
import type { Command } from './command';
import { commands } from './commands';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Record<string, string> = { Escape: 'Esc', '\\': '\\', '-': '−' };
const MAC_MODIFIERS: Record<string, string> = { Mod: '⌘', Shift: '⇧' };

/** A key as people write it: `Ctrl+Shift+Z`, on a Mac `⇧⌘Z`. */
export function formatKeys(keys: string): string {
  const { modifiers, key } = parse(keys);
  const shown = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  if (isMac)
    return (
      [...modifiers]
        .reverse()
        .map((name) => MAC_MODIFIERS[name] ?? name)
        .join('') + shown
    );
  return [...modifiers.map((name) => (name === 'Mod' ? 'Ctrl' : name)), shown].join('+');
}

function parse(keys: string): { modifiers: string[]; key: string } {
  // The key itself may be a plus sign.
  const parts = keys.split(/\+(?=.)/);
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
}

/** Whether Command is held on a Mac, Control elsewhere. */
export function isMod(event: KeyboardEvent | MouseEvent): boolean {
  return isMac ? event.metaKey : event.ctrlKey;
}

function matches(event: KeyboardEvent, keys: string): boolean {
  const { modifiers, key } = parse(keys);
  if (event.altKey || isMod(event) !== modifiers.includes('Mod')) return false;
  // Shift is part of the key for characters such as ? and +, and a modifier for letters.
  if (/^[a-z]$/i.test(key) && event.shiftKey !== modifiers.includes('Shift')) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Whether the key belongs to a text field rather than to the editor. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio'].includes(target.type);
}

function isMenuOpen(event: KeyboardEvent): boolean {
  return event.composedPath().some((node) => node instanceof HTMLElement && node.role === 'menu');
}

/** Makes the keys of all commands work everywhere but in text fields, menus and dialogs. */
export function listenToKeys(workspace: Workspace): void {
  let held: Command | null = null;

  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isTyping(event) || isMenuOpen(event) || store.state.dialog) return;
    const command = commands().find((each) => keysOf(each).some((binding) => matches(event, binding)));
    if (!command) return;
    const isEnabled = command.enabled(store.state);
    if (command.name === 'cancel' && !isEnabled) return;
    // The browser's own meaning (its open dialog, its zoom) would surprise even where ours does nothing now.
    event.preventDefault();
    if (!isEnabled || (event.repeat && command.release)) return;
    command.perform(workspace);
    if (command.release) held = command;
  });

  const release = () => {
    held?.release?.(workspace);
    held = null;
  };
  window.addEventListener('keyup', (event) => {
    if (held && keysOf(held).some((binding) => matches(event, binding))) release();
  });
  window.addEventListener('blur', release);
}
