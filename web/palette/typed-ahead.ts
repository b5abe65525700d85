/** What is typed while the palette is still being opened: the first time it has to be fetched. */

let typed = '';
let stop: (() => void) | null = null;

/** Keeps letters until they are taken; they would be lost otherwise. */
export function keepTyping(): void {
  if (stop) return;
  typed = '';
  const keep = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (event.key.length === 1) typed += event.key;
    else return;
    event.preventDefault();
  };
  window.addEventListener('keydown', keep, true);
  stop = () => window.removeEventListener('keydown', keep, true);
}

export function takeTyped(): string {
  stop?.();
  stop = null;
  return typed;
}
