import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../language/words';
import { perform } from '../commands/perform';
import { Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import { menus } from './menu';
import './menu-list';
import type { ChooseEvent, LeaveEvent, MenuList } from './menu-list';

/** File, Edit, Image …: while one is open, pointing at another or an arrow key opens that one instead. */
@customElement('ff-menu-bar')
export class MenuBar extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private opened: string | null = null;
  /** The one that Tab comes to. */
  @state() private current = 0;

  /** What had the focus before the menus, which has it again after a choice. */
  private opener: HTMLElement | null = null;

  constructor() {
    super();
    new Watch(this, ({ catalog }) => ({ catalog }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pointerdown', this.handleOutside);
    window.addEventListener('blur', this.close);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pointerdown', this.handleOutside);
    window.removeEventListener('blur', this.close);
  }

  private readonly handleOutside = (event: Event): void => {
    if (this.opened && !event.composedPath().includes(this)) this.close();
  };

  private readonly close = (): void => {
    this.opened = null;
  };

  private get triggers(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll('button')];
  }

  private async open(index: number, focus: 'first' | 'last' | null): Promise<void> {
    const menu = menus()[index];
    const trigger = this.triggers[index];
    if (!menu || !trigger) return;
    this.current = index;
    this.opened = menu.label;
    await this.updateComplete;
    const list = this.renderRoot.querySelector<MenuList>('ff-menu-list');
    await list?.show(trigger);
    if (focus === 'first') list?.focusFirst();
    if (focus === 'last') list?.focusLast();
    if (!focus) trigger.focus();
  }

  private handleClick(index: number, event: MouseEvent): void {
    const isOpen = this.opened === menus()[index]?.label;
    if (isOpen) this.close();
    else void this.open(index, event.detail === 0 ? 'first' : null);
  }

  private handleEnter(index: number, event: PointerEvent): void {
    if (event.pointerType !== 'mouse' || !this.opened || this.opened === menus()[index]?.label) return;
    void this.open(index, null);
  }

  private handleKey(event: KeyboardEvent): void {
    const count = menus().length;
    const steps: Record<string, number> = {
      ArrowRight: (this.current + 1) % count,
      ArrowLeft: (this.current - 1 + count) % count,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) this.go(to);
    else if (event.key === 'ArrowDown') void this.open(this.current, 'first');
    else if (event.key === 'ArrowUp') void this.open(this.current, 'last');
    else if (event.key === 'Escape' && this.opened) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** To another menu: open if one is. */
  private go(index: number): void {
    this.current = index;
    if (this.opened) void this.open(index, 'first');
    else this.triggers[index]?.focus();
  }

  private handleLeave({ to }: LeaveEvent): void {
    const count = menus().length;
    if (to === 'next') this.go((this.current + 1) % count);
    else if (to === 'previous') this.go((this.current - 1 + count) % count);
    else {
      this.close();
      this.triggers[this.current]?.focus();
    }
  }

  private handleChoose({ command }: ChooseEvent): void {
    this.close();
    const { opener } = this;
    if (opener?.isConnected) opener.focus();
    else this.triggers[this.current]?.focus();
    perform(command, this.workspace);
  }

  private handleFocusIn(event: FocusEvent): void {
    const from = event.relatedTarget;
    // The host itself stands for what is inside of it.
    if (from instanceof HTMLElement && !this.renderRoot.contains(from)) this.opener = from;
  }

  protected override render() {
    return html`
      <div
        class="bar"
        role="menubar"
        aria-label=${t('Menus')}
        @ff-choose=${this.handleChoose}
        @ff-leave=${this.handleLeave}
        @focusin=${this.handleFocusIn}
      >
        ${menus().map((menu, index) => {
          const isOpen = menu.label === this.opened;
          return html`
            <button
              class="button"
              role="menuitem"
              aria-haspopup="menu"
              aria-expanded=${isOpen}
              tabindex=${index === this.current ? 0 : -1}
              @click=${(event: MouseEvent) => this.handleClick(index, event)}
              @pointerenter=${(event: PointerEvent) => this.handleEnter(index, event)}
              @keydown=${this.handleKey}
              @focus=${() => (this.current = index)}
            >
              ${menu.label}
            </button>
            ${isOpen ? html`<ff-menu-list .menu=${menu}></ff-menu-list>` : ''}
          `;
        })}
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      .bar {
        display: flex;
      }

      .button {
        padding: 0 0.5rem;
        font-size: var(--menu);
        line-height: var(--menu-line);
      }

      .button[aria-expanded='true'] {
        background: var(--pressed);
      }
    `,
  ];
}
