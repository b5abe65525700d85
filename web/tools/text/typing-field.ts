import { t } from '../../language/words';
import type { Caret } from './caret-view';
import { indexInLine } from './caret-view';

interface TypingCallbacks {
  /** The text or what of it is selected changed. */
  onChange(): void;
  onDone(): void;
  /** Where the characters stand, for keys that go from line to line. */
  carets(): { carets: readonly Caret[]; isVertical: boolean };
}

/**
 * Takes what is typed, out of sight: the browser's own field, so that input methods, the clipboard, the keyboard of
 * a phone and screen readers work as everywhere.
 */
export class TypingField {
  readonly element = document.createElement('textarea');
  private readonly ending = new AbortController();

  constructor(private readonly callbacks: TypingCallbacks) {
    const { element } = this;
    element.className = 'typing';
    element.setAttribute('aria-label', t('Words of the text layer'));
    element.spellcheck = false;
    element.autocapitalize = 'off';
    element.tabIndex = -1;
    const { signal } = this.ending;
    element.addEventListener('input', () => callbacks.onChange(), { signal });
    element.addEventListener('keydown', (event) => this.press(event), { signal });
    document.addEventListener('selectionchange', () => this.isFocused && callbacks.onChange(), { signal });
  }

  get text(): string {
    return this.element.value;
  }

  get selection(): [number, number] {
    return [this.element.selectionStart, this.element.selectionEnd];
  }

  get isFocused(): boolean {
    const root = this.element.getRootNode();
    return root instanceof ShadowRoot && root.activeElement === this.element;
  }

  begin(text: string): void {
    if (this.element.value !== text) this.element.value = text;
    this.focus();
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** Puts the caret at a place; `anchor` is where the selection began. */
  select(index: number, anchor = index): void {
    const direction = index < anchor ? 'backward' : 'forward';
    this.element.setSelectionRange(Math.min(index, anchor), Math.max(index, anchor), direction);
    this.callbacks.onChange();
  }

  selectWord(index: number): void {
    const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(this.text);
    const word = words.containing(Math.min(index, this.text.length - 1));
    if (word) this.select(word.index + word.segment.length, word.index);
  }

  /** Where input methods show their candidates, in CSS pixels of the stage. */
  moveTo(x: number, y: number): void {
    this.element.style.left = `${x}px`;
    this.element.style.top = `${y}px`;
  }

  dispose(): void {
    this.ending.abort();
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const isDone = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (isDone) {
      event.preventDefault();
      event.stopPropagation();
      this.callbacks.onDone();
    } else if (event.key.startsWith('Arrow') && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.pressArrow(event);
    }
  }

  /** Arrows across the lines: the field itself does not know how they are broken. */
  private pressArrow(event: KeyboardEvent): void {
    const { carets, isVertical } = this.callbacks.carets();
    const { selectionStart, selectionEnd, selectionDirection } = this.element;
    const isBackward = selectionDirection === 'backward';
    const [anchor, at] = isBackward ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
    const lines: Record<string, 1 | -1> = isVertical
      ? { ArrowLeft: 1, ArrowRight: -1 }
      : { ArrowUp: -1, ArrowDown: 1 };
    const letters: Record<string, 1 | -1> = isVertical ? { ArrowUp: -1, ArrowDown: 1 } : {};
    const line = lines[event.key];
    const letter = letters[event.key];
    let next: number | null = null;
    if (line) next = indexInLine(carets, at, line, isVertical);
    else if (letter) next = Math.min(this.text.length, Math.max(0, at + letter));
    if (next === null) return;
    event.preventDefault();
    this.select(next, event.shiftKey ? anchor : next);
  }
}
