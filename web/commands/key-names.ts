/** Keys as texts such as `Mod+Shift+Z`; Mod is Command on a Mac, Control elsewhere. */

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const NAMES: Record<string, string> = {
  Escape: 'Esc',
  '-': '−',
  ' ': 'Space',
  '{': 'Shift+[',
  '}': 'Shift+]',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};
const MAC_MODIFIERS: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const MODIFIER_KEYS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process']);

/** Keys that Chrome, Firefox, Edge and Safari never give to a page; an installed app gets most of them. */
const KEPT_BY_BROWSERS = new Set([
  'Mod+N', 'Mod+T', 'Mod+W', 'Mod+Q', 'Mod+Shift+N', 'Mod+Shift+T', 'Mod+Shift+W', 'Mod+Shift+P', 'Mod+Tab',
  'Mod+Shift+Tab', 'F11', 'F12',
]); // prettier-ignore

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

/** A key as the attribute aria-keyshortcuts wants it. */
export function ariaKeys(keys: string): string {
  return keys.replace('Mod', isMac ? 'Meta' : 'Control');
}

/** Whether the browser keeps that key for itself while the page is in a tab. */
export function isKeptByBrowser(keys: string): boolean {
  return KEPT_BY_BROWSERS.has(keys);
}

/** Whether Command is held on a Mac, Control elsewhere. */
export function isMod(event: KeyboardEvent | MouseEvent): boolean {
  return isMac ? event.metaKey : event.ctrlKey;
}

export function matches(event: KeyboardEvent, keys: string): boolean {
  const { modifiers, key } = parse(keys);
  if (event.altKey !== modifiers.includes('Alt') || isMod(event) !== modifiers.includes('Mod')) return false;
  const pressed = keyOf(event);
  if (hasShift(key) && event.shiftKey !== modifiers.includes('Shift')) return false;
  return pressed.toLowerCase() === key.toLowerCase();
}

/** The text for what is pressed, or null while it is only modifiers. */
export function keysFrom(event: KeyboardEvent): string | null {
  if (MODIFIER_KEYS.has(event.key)) return null;
  const key = keyOf(event);
  const modifiers = [
    isMod(event) && 'Mod',
    event.altKey && 'Alt',
    event.shiftKey && hasShift(key) && 'Shift',
  ];
  return [...modifiers.filter(Boolean), key.length === 1 ? key.toUpperCase() : key].join('+');
}

/** The key itself. A letter is the one that the keyboard would give without Alt, and a Latin one if it can be. */
function keyOf({ key, code, altKey }: KeyboardEvent): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  const isLatin = /^[\x20-\x7e]$/.test(key);
  if (letter && (altKey || !isLatin) && key.length === 1) return isLatin && !isMac ? key : letter;
  if (letter && key === 'Dead') return letter;
  return digit && altKey ? digit : key;
}

/** Whether Shift is a modifier of that key; for characters such as ? and + it is part of the key. */
function hasShift(key: string): boolean {
  return key.length > 1 || /^[a-z ]$/i.test(key);
}

function parse(keys: string): { modifiers: string[]; key: string } {
  // The key itself may be a plus sign.
  const parts = keys.split(/\+(?=.)/);
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
}
