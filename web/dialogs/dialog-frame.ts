import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { store } from '../shell/state';
import '../shell/web-awesome';
import { buttons, shared } from '../styles/shared';
import { deepActiveElement } from './focus';

/** A dialog: title, close button, content, and a footer where there is something to do. Closing ends it. */
@customElement('ff-dialog')
export class DialogFrame extends LitElement {
  @property() label = '';
  /** It lies over whatever else is open, and says by `ff-end` that it has closed. */
  @property({ type: Boolean }) beside = false;

  @query('wa-dialog') private dialog!: WaDialog;
  private opener: HTMLElement | null = null;

  protected override firstUpdated(): void {
    this.opener = deepActiveElement();
    void this.dialog.updateComplete.then(() => (this.dialog.open = true));
  }

  close(): void {
    this.dialog.open = false;
  }

  private handleShown(event: Event): void {
    if (event.target !== this.dialog) return;
    // Web Awesome gives the focus to the dialog itself in the next frame; ours comes after that, unless somebody was faster.
    requestAnimationFrame(() => {
      if (!this.querySelector(':focus-within')) this.querySelector<HTMLElement>('[autofocus]')?.focus();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.end, true);
  }

  /** Who is ahead of the motion with which it closes goes on at once: the next key is the editor's. */
  private handleHide(event: Event): void {
    if (event.target !== this.dialog) return;
    deepActiveElement()?.blur();
    window.addEventListener('keydown', this.end, true);
  }

  private handleHidden(event: Event): void {
    if (event.target === this.dialog) this.end();
  }

  private readonly end = (): void => {
    window.removeEventListener('keydown', this.end, true);
    // One that was taken away while it closed must not take the next one with it.
    if (!this.isConnected) return;
    if (this.beside) this.dispatchEvent(new CustomEvent('ff-end', { bubbles: true, composed: true }));
    else store.set({ dialog: null });
    this.opener?.focus();
  };

  protected override render() {
    return html`
      <wa-dialog
        without-header
        light-dismiss
        label=${this.label}
        @wa-after-show=${this.handleShown}
        @wa-hide=${this.handleHide}
        @wa-after-hide=${this.handleHidden}
      >
        <div class="header">
          <h2>${this.label}</h2>
          <button class="button" aria-label=${t('Close')} @click=${this.close}>${icon('close')}</button>
        </div>
        <div class="content"><slot></slot></div>
        <slot name="footer"></slot>
      </wa-dialog>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      wa-dialog {
        --width: var(--dialog-width, 24rem);
        --spacing: 0;
        font-size: var(--menu);
        line-height: var(--menu-line);
      }

      wa-dialog::part(dialog) {
        border: 1px solid var(--line);
        background: var(--panel);
        color: var(--text);
      }

      .header {
        position: sticky;
        top: 0;
        z-index: 1;
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 0.75rem 0.75rem 0.5rem 1.5rem;
        background: var(--panel);
      }

      h2 {
        margin: 0;
        font-size: 0.9375rem;
        font-weight: 600;
        line-height: 1.25rem;
      }

      .header .button {
        width: var(--row);
        padding: 0;
        color: var(--quiet);
      }

      .content {
        padding: 0.5rem 1.5rem 1.5rem;
      }

      ::slotted([slot='footer']) {
        position: sticky;
        bottom: 0;
        z-index: 1;
        background: var(--panel);
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem;
        padding: 0.75rem 1.5rem;
        border-top: 1px solid var(--line);
      }
    `,
  ];
}
