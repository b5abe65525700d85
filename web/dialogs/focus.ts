/** What has the focus, inside of components too. */
export function deepActiveElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : null;
}

const FOCUSABLE = 'input:not([type=file]), select, textarea, button, summary, [tabindex="0"]';

/** The first thing in a tree of components that can have the focus. */
export function firstFocusable(root: ParentNode): HTMLElement | null {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    const inner = element.shadowRoot && firstFocusable(element.shadowRoot);
    if (inner) return inner;
    if (element.matches(FOCUSABLE) && !element.matches(':disabled')) return element;
  }
  return null;
}
