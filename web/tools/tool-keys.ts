import { store } from '../shell/state';
import { chooseTool, type ToolHost } from './host';
import type { PointerRouter } from './pointer-router';
import { toolForKey } from './registry';

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** A hint with the modifiers as they are called on this machine. */
export function withKeyNames(hint: string): string {
  return isMac ? hint.replaceAll('Ctrl', '⌘').replaceAll('Alt', '⌥') : hint;
}

const MODIFIERS = ['Shift', 'Alt', 'Control', 'Meta'];

/** Whether a key goes to something that has its own use for it: a field, a menu, a button. */
function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && target !== document.body && target.localName !== 'canvas';
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio'].includes(target.type);
}

/** Space moves the view, letters choose tools, and what is left goes to the tool before it goes to commands. */
export function listenToToolKeys(host: ToolHost, router: PointerRouter): void {
  const rest = () => {
    if (!router.navigates) return;
    router.navigates = false;
    host.isNavigating = false;
    host.redraw();
  };

  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || store.state.dialog || !host.session) return;
    if (MODIFIERS.includes(event.key)) return router.setModifiers(event);
    if (isTyping(event)) return;
    if (event.key === 'Escape' && router.isDragging) {
      event.preventDefault();
      return router.cancel();
    }
    if (!isElsewhere(event)) {
      if (event.key === ' ' && !router.isDragging) {
        event.preventDefault();
        router.navigates = true;
        host.isNavigating = true;
        return host.redraw();
      }
      if (host.session.key?.(event)) {
        event.preventDefault();
        return host.redraw();
      }
    }
    if (event.ctrlKey || event.metaKey || event.altKey || router.isDragging || !/^[a-z]$/i.test(event.key))
      return;
    const tool = toolForKey(event.key, store.state, event.shiftKey);
    if (!tool) return;
    event.preventDefault();
    chooseTool(tool.name);
  };

  window.addEventListener('keydown', press, { capture: true });
  window.addEventListener('keyup', (event) => {
    if (event.key === ' ') rest();
    if (MODIFIERS.includes(event.key) && host.session) router.setModifiers(event);
  });
  window.addEventListener('blur', rest);
}
