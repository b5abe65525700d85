import type { ReferenceElement } from '@floating-ui/dom';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keysOf } from '../commands/bindings';
import type { Command } from '../commands/command';
import { ariaKeys, formatKeys } from '../commands/key-names';
import { icon } from '../icons';
import { store, Watch } from '../shell/state';
import { shared } from '../styles/shared';
import type { Menu } from './menu';
import { menuListStyles } from './menu-list.styles';
import { placeBeside } from './place-beside';

type Entry = Command | Menu;

/** A command was chosen. */
export class ChooseEvent extends Event {
  constructor(readonly command: Command) {
    super('ff-choose', { bubbles: true, composed: true });
  }
}

/** A key leads out of the menu: to the one before or after it, or to nothing. */
export class LeaveEvent extends Event {
  constructor(readonly to: 'previous' | 'next' | 'close' | 'tab') {
    super('ff-leave', { bubbles: true, composed: true });
  }
}

/** While the pointer heads for the open submenu, other entries on its way do not close it; milliseconds. */
const PATIENCE = 250;
const HOVER_DELAY = 80;

/** An open menu: entries, lines between groups, and submenus, by pointer and keys. */
@customElement('ff-menu-list')
export class MenuList extends LitElement {
  @property({ attribute: false }) menu!: Menu;
  /** Whether it belongs to an entry of another menu. */
  @property({ type: Boolean }) nested = false;
  @state() private opened: Menu | null = null;

  private typed = '';
  private typing: ReturnType<typeof setTimeout> | undefined;
  private hovering: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new Watch(this, (whole) => ({ whole }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.setAttribute('role', 'menu');
    this.addEventListener('keydown', this.handleKey);
    // The key that asks for a menu may be let go only when the menu is there.
    this.addEventListener('contextmenu', preventDefault);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.hovering);
    clearTimeout(this.typing);
    this.removeEventListener('keydown', this.handleKey);
    this.removeEventListener('contextmenu', preventDefault);
  }

  /** Shows the menu at its button or entry. */
  async show(anchor: ReferenceElement): Promise<void> {
    await this.updateComplete;
    if (!this.isConnected) return;
    this.setAttribute('aria-label', this.menu.label);
    this.showPopover();
    await placeBeside(anchor, this, this.nested ? 'right-start' : 'bottom-start');
  }

  focusFirst(): void {
    this.focusItem(this.items[0]);
  }

  focusLast(): void {
    this.focusItem(this.items.at(-1));
  }

  private get items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  private get entries(): Entry[] {
    return this.menu.sections.flat();
  }

  private focusItem(item: HTMLElement | undefined): void {
    for (const other of this.items) other.tabIndex = other === item ? 0 : -1;
    item?.focus();
  }

  private entryOf(item: Element | null | undefined): Entry | undefined {
    return item ? this.entries[this.items.indexOf(item as HTMLElement)] : undefined;
  }

  private readonly handleKey = (event: KeyboardEvent): void => {
    const items = this.items;
    const active = this.shadowRoot?.activeElement;
    const index = items.indexOf(active as HTMLElement);
    // What a submenu was told is no matter of the menu around it.
    if (index < 0) return;
    const entry = this.entryOf(active);
    const used = this.move(event, items, index) || this.use(event, entry) || this.search(event, items, index);
    if (!used) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private move({ key }: KeyboardEvent, items: HTMLElement[], index: number): boolean {
    const count = items.length;
    const next: Record<string, number> = {
      ArrowDown: (index + 1) % count,
      ArrowUp: (index - 1 + count) % count,
      Home: 0,
      End: count - 1,
    };
    const to = next[key];
    if (to === undefined) return false;
    this.opened = null;
    this.focusItem(items[to]);
    return true;
  }

  private use({ key }: KeyboardEvent, entry: Entry | undefined): boolean {
    const isMenu = entry !== undefined && 'sections' in entry;
    if ((key === 'ArrowRight' || key === 'Enter' || key === ' ') && isMenu)
      void this.openSubmenu(entry, true);
    else if (key === 'Enter' || key === ' ') this.choose(entry);
    else if (key === 'ArrowRight') this.dispatchEvent(new LeaveEvent('next'));
    else if (key === 'ArrowLeft') this.leave('previous');
    else if (key === 'Escape') this.leave('close');
    else if (key === 'Tab') this.dispatchEvent(new LeaveEvent('tab'));
    else return false;
    return key !== 'Tab';
  }

  /** A submenu gives the focus back to its entry; a menu of the bar tells the bar. */
  private leave(to: 'previous' | 'close'): void {
    const parent =
      this.nested && this.getRootNode() instanceof ShadowRoot && (this.getRootNode() as ShadowRoot).host;
    if (parent instanceof MenuList) parent.closeSubmenu();
    else this.dispatchEvent(new LeaveEvent(to));
  }

  /** Letters go to the next entry that begins with what was typed in the last second. */
  private search(
    { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
    items: HTMLElement[],
    index: number,
  ): boolean {
    if (key.length !== 1 || ctrlKey || metaKey || altKey) return false;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => (this.typed = ''), 1000);
    this.typed += key.toLowerCase();
    // The first letter goes on from where one is, further ones narrow it down.
    const from = this.typed.length === 1 ? index + 1 : index;
    const order = [...items.slice(from), ...items.slice(0, from)];
    const found = order.find((item) => this.labelOf(this.entryOf(item)).toLowerCase().startsWith(this.typed));
    if (found) {
      this.opened = null;
      this.focusItem(found);
    }
    return true;
  }

  private labelOf(entry: Entry | undefined): string {
    if (!entry) return '';
    return 'sections' in entry ? entry.label : (entry.describe?.(store.state) ?? entry.label);
  }

  private choose(entry: Entry | undefined): void {
    if (!entry || 'sections' in entry || !entry.enabled(store.state)) return;
    this.dispatchEvent(new ChooseEvent(entry));
  }

  private async openSubmenu(menu: Menu, withKeys: boolean): Promise<void> {
    clearTimeout(this.hovering);
    this.opened = menu;
    await this.updateComplete;
    const list = this.renderRoot.querySelector<MenuList>('ff-menu-list');
    const anchor = this.renderRoot.querySelector('[aria-expanded="true"]');
    if (!list || !anchor) return;
    await list.show(anchor);
    if (withKeys) list.focusFirst();
  }

  private closeSubmenu(): void {
    const item = this.renderRoot.querySelector<HTMLElement>('[aria-expanded="true"]');
    this.opened = null;
    this.focusItem(item ?? undefined);
  }

  private handleEnter(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if (event.pointerType !== 'mouse') return;
    const item = event.currentTarget;
    const entry = this.entryOf(item);
    clearTimeout(this.hovering);
    if (!entry || entry === this.opened) return;
    const heads = this.opened !== null && event.movementX > 0;
    this.hovering = setTimeout(
      () => this.follow(item, entry),
      heads ? PATIENCE : this.opened ? HOVER_DELAY : 0,
    );
  }

  private follow(item: HTMLElement, entry: Entry): void {
    this.focusItem(item);
    if ('sections' in entry) {
      this.opened = null;
      this.hovering = setTimeout(() => void this.openSubmenu(entry, false), HOVER_DELAY);
    } else this.opened = null;
  }

  private handleClick(event: MouseEvent & { currentTarget: HTMLElement }): void {
    event.stopPropagation();
    const entry = this.entryOf(event.currentTarget);
    if (entry && 'sections' in entry) void this.openSubmenu(entry, event.detail === 0);
    else this.choose(entry);
  }

  protected override render() {
    const hasMarks = this.entries.some((entry) => 'checked' in entry);
    return this.menu.sections.map((section, position) => [
      position ? html`<div class="line" role="separator"></div>` : nothing,
      section.map((entry, index) => this.renderEntry(entry, hasMarks, position + index === 0)),
    ]);
  }

  private renderEntry(entry: Entry, hasMarks: boolean, isFirst: boolean) {
    if ('sections' in entry) {
      const isOpen = entry === this.opened;
      return html`
        <div
          class="item"
          role="menuitem"
          aria-haspopup="menu"
          aria-expanded=${isOpen}
          tabindex=${isFirst ? 0 : -1}
          @pointerenter=${this.handleEnter}
          @click=${this.handleClick}
        >
          ${hasMarks ? html`<span class="mark"></span>` : nothing}
          <span class="label">${entry.label}</span>
          <span class="arrow">${icon('chevron')}</span>
        </div>
        ${isOpen ? html`<ff-menu-list nested .menu=${entry}></ff-menu-list>` : nothing}
      `;
    }
    const { state: now } = store;
    const isEnabled = entry.enabled(now);
    const isChecked = entry.checked?.(now) ?? false;
    const reason = isEnabled ? '' : (entry.hindrance?.(now) ?? '');
    const [keys] = keysOf(entry);
    return html`
      <div
        class="item"
        role=${entry.checked ? 'menuitemcheckbox' : 'menuitem'}
        aria-checked=${entry.checked ? String(isChecked) : nothing}
        aria-disabled=${String(!isEnabled)}
        aria-description=${reason || nothing}
        aria-keyshortcuts=${keys ? ariaKeys(keys) : nothing}
        title=${reason || nothing}
        tabindex=${isFirst ? 0 : -1}
        @pointerenter=${this.handleEnter}
        @click=${this.handleClick}
      >
        ${hasMarks ? html`<span class="mark">${isChecked ? icon('check') : nothing}</span>` : nothing}
        <span class="label">${this.labelOf(entry)}</span>
        ${keys && !now.isPhone ? html`<span class="keys" aria-hidden="true">${formatKeys(keys)}</span>` : nothing}
      </div>
    `;
  }

  static override styles = [shared, menuListStyles];
}

function preventDefault(event: Event): void {
  event.preventDefault();
}
