import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { store } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import { deepActiveElement } from './focus';

/** Where frames were left on this visit, in CSS pixels from the window's top right corner. */
let left = { right: 16, top: 16 };

/** So much of the frame stays in the window, wherever it is dragged. */
const IN_SIGHT = 48;

/**
 * A window over the picture that leaves it in sight and in reach: dragged by its title, on the phone a sheet
 * at the bottom. Escape and the close button ask to end it, with the event `ff-close`.
 */
@customElement('ff-floating')
export class FloatingFrame extends LitElement {
  @property() label = '';

  @query('.header') private header!: HTMLElement;

  private opener: HTMLElement | null = null;
  private drag: { x: number; y: number; right: number; top: number } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.opener = deepActiveElement();
    this.setAttribute('role', 'dialog');
    window.addEventListener('keydown', this.handleKey);
    this.place();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.handleKey);
    if (this.opener?.isConnected) this.opener.focus();
  }

  protected override updated(): void {
    this.setAttribute('aria-label', this.label);
  }

  private readonly handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || isInPopover(event)) return;
    event.preventDefault();
    if (store.state.pick) store.set({ pick: null });
    else this.close();
  };

  private close(): void {
    this.dispatchEvent(new Event('ff-close'));
  }

  private place(): void {
    this.style.setProperty('--right', `${left.right}px`);
    this.style.setProperty('--top', `${left.top}px`);
  }

  private handleDown(event: PointerEvent): void {
    if (event.button !== 0 || event.composedPath()[0] instanceof HTMLButtonElement) return;
    this.header.setPointerCapture(event.pointerId);
    this.drag = { x: event.clientX, y: event.clientY, ...left };
  }

  private handleMove(event: PointerEvent): void {
    if (!this.drag) return;
    const area = this.offsetParent ?? document.documentElement;
    const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
    left = {
      right: within(
        this.drag.right - (event.clientX - this.drag.x),
        IN_SIGHT - this.offsetWidth,
        area.clientWidth - IN_SIGHT,
      ),
      top: within(this.drag.top + event.clientY - this.drag.y, 0, area.clientHeight - IN_SIGHT),
    };
    this.place();
  }

  protected override render() {
    return html`
      <div
        class="header"
        @pointerdown=${this.handleDown}
        @pointermove=${this.handleMove}
        @pointerup=${() => (this.drag = null)}
        @pointercancel=${() => (this.drag = null)}
      >
        <h2>${this.label}</h2>
        <slot name="actions"></slot>
        <button class="button" aria-label=${t('Cancel and close')} title=${t('Cancel')} @click=${this.close}>
          ${icon('close')}
        </button>
      </div>
      <div class="content"><slot></slot></div>
      <slot name="footer"></slot>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        position: absolute;
        top: var(--top);
        right: var(--right);
        z-index: 2;
        display: flex;
        flex-direction: column;
        width: 20rem;
        max-height: calc(100% - 2rem);
        border: 1px solid var(--line);
        border-radius: var(--radius-dialog);
        background: var(--panel);
        box-shadow: var(--float-shadow);
      }

      .header {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        padding: 0.5rem 0.5rem 0.25rem 1rem;
        cursor: move;
        user-select: none;
        touch-action: none;
      }

      h2 {
        flex: 1;
        min-width: 0;
        margin: 0;
        overflow: hidden;
        font-size: var(--menu);
        font-weight: 600;
        line-height: var(--menu-line);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .header .button {
        width: var(--row);
        padding: 0;
        color: var(--quiet);
      }

      .content {
        flex: 1;
        min-height: 0;
        overflow: hidden auto;
        padding: 0.25rem 1rem 1rem;
        scrollbar-width: thin;
        scrollbar-color: var(--control) transparent;
      }

      ::slotted([slot='footer']) {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        padding: 0.75rem 1rem;
        border-top: 1px solid var(--line);
      }

      @media (max-width: 40rem) {
        :host {
          position: static;
          width: auto;
          max-height: 50dvh;
          border-width: 1px 0 0;
          border-radius: 0;
          box-shadow: none;
          animation: rise var(--motion) var(--ease);
        }

        .header {
          cursor: default;
        }
      }

      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(1rem);
        }
      }
    `,
  ];
}

/** Whether a key is for something that has opened over the frame, such as a colour's picker. */
function isInPopover(event: KeyboardEvent): boolean {
  return event.composedPath().some((node) => node instanceof HTMLElement && node.matches(':popover-open'));
}
