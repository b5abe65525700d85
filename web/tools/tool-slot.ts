import '@awesome.me/webawesome/dist/components/tooltip/tooltip.js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../language/words';
import { drawn } from '../icons';
import { store, Watch } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import { chooseTool } from './host';
import { letterOf, lastUsed } from './registry';
import type { Tool } from './tool';

const LONG_PRESS = 400;

/** One place of the tool strip: the tool last used of those that share it, and a flyout with all of them. */
@customElement('ff-tool-slot')
export class ToolSlot extends LitElement {
  @property({ attribute: false }) slotTools: readonly Tool[] = [];
  /** Whether the Tab key stops here; arrows go on from it. */
  @property({ type: Boolean }) isTabStop = false;

  @query('.face') private face!: HTMLButtonElement;
  @query('[popover]') private flyout!: HTMLElement | null;

  private readonly watch = new Watch(this, ({ tool, recentTools, document }) => ({
    tool,
    recentTools,
    document,
  }));
  private pressing = 0;
  private wasLong = false;

  override focus(): void {
    this.face.focus();
  }

  protected override updated(): void {
    // The tooltip would name the button, but while it is closed it has no words.
    this.face.removeAttribute('aria-labelledby');
  }

  private open(): void {
    const { flyout } = this;
    if (!flyout) return;
    const { right, top } = this.face.getBoundingClientRect();
    flyout.showPopover();
    flyout.style.left = `${right + 4}px`;
    flyout.style.top = `${Math.max(4, Math.min(top, innerHeight - flyout.offsetHeight - 4))}px`;
    flyout.querySelector<HTMLElement>('[aria-checked="true"]')?.focus();
  }

  private startPress(event: PointerEvent): void {
    this.wasLong = false;
    if (event.button !== 0 || !this.flyout) return;
    this.pressing = window.setTimeout(() => {
      this.wasLong = true;
      this.open();
    }, LONG_PRESS);
  }

  private stopPress(): void {
    clearTimeout(this.pressing);
  }

  private choose(tool: Tool): void {
    chooseTool(tool.name);
    this.flyout?.hidePopover();
  }

  private handleClick(tool: Tool): void {
    if (!this.wasLong) chooseTool(tool.name);
  }

  private showMenu(event: Event): void {
    event.preventDefault();
    this.open();
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowRight' || !this.flyout) return;
    event.preventDefault();
    this.open();
  }

  private handleFlyoutKey(event: KeyboardEvent): void {
    const items = [...(this.flyout?.querySelectorAll<HTMLElement>('button') ?? [])];
    const index = items.findIndex((item) => item.matches(':focus'));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(index + step + items.length) % items.length]?.focus();
    else if (event.key === 'Home') items[0]?.focus();
    else if (event.key === 'End') items.at(-1)?.focus();
    else if (event.key === 'ArrowLeft' || event.key === 'Escape') this.flyout?.hidePopover();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'ArrowLeft' || event.key === 'Escape') this.focus();
  }

  protected override render() {
    const { tool: chosen, document } = this.watch.value;
    const shown = lastUsed(this.slotTools, store.state);
    if (!shown) return nothing;
    const hasMore = this.slotTools.length > 1;
    return html`
      <button
        id="face"
        class="face button"
        aria-label=${t(shown.label)}
        aria-pressed=${shown.name === chosen}
        aria-haspopup=${hasMore ? 'menu' : nothing}
        tabindex=${this.isTabStop ? 0 : -1}
        ?disabled=${!document}
        @click=${() => this.handleClick(shown)}
        @pointerdown=${this.startPress}
        @pointerup=${this.stopPress}
        @pointerleave=${this.stopPress}
        @contextmenu=${this.showMenu}
        @keydown=${this.handleKey}
      >
        ${drawn(shown.icon)}${hasMore ? html`<span class="more"></span>` : nothing}
      </button>
      <wa-tooltip for="face" placement="right" distance="4" show-delay="400">
        ${t(shown.label)} <kbd>${letterOf(shown)}</kbd>
      </wa-tooltip>
      ${hasMore ? this.renderFlyout(shown) : nothing}
    `;
  }

  private renderFlyout(shown: Tool) {
    return html`
      <div
        popover
        role="menu"
        aria-label=${t('{label} and others', { label: t(shown.label) })}
        @keydown=${this.handleFlyoutKey}
      >
        ${this.slotTools.map(
          (tool) => html`
            <button
              class="button item"
              role="menuitemradio"
              aria-checked=${tool.name === shown.name}
              @click=${() => this.choose(tool)}
            >
              ${drawn(tool.icon)}<span>${t(tool.label)}</span><kbd>${letterOf(tool)}</kbd>
            </button>
          `,
        )}
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
      }

      .face {
        position: relative;
        width: 2.25rem;
        height: 2rem;
        min-height: 0;
        padding: 0;
      }

      .face[aria-pressed='true']:enabled {
        background: var(--selected);
      }

      /* The corner that says: there is more here. */
      .more {
        position: absolute;
        right: 3px;
        bottom: 3px;
        border: 2px solid transparent;
        border-right-color: var(--quiet);
        border-bottom-color: var(--quiet);
      }

      kbd {
        margin-left: 0.5rem;
        color: var(--quiet);
        font: inherit;
      }

      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 0.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        color: var(--text);
        box-shadow: var(--float-shadow);
      }

      .item {
        display: flex;
        justify-content: flex-start;
        width: 100%;
        padding: 0 0.5rem;
        border-radius: 0.25rem;
        font-size: var(--menu);
      }

      .item[aria-checked='true'] {
        background: var(--selected);
      }

      .item span {
        flex: 1;
        text-align: left;
      }
    `,
  ];
}
