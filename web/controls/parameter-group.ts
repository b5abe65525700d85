import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { place } from '../shell/place';
import { buttons, shared } from '../styles/shared';

/** A group of parameters in a line of others: a button with its name, which opens them below. */
@customElement('ff-parameter-group')
export class ParameterGroup extends LitElement {
  @property() label = '';
  /** Whether something in it is not at its default. */
  @property({ type: Boolean }) isChanged = false;

  @state() private isOpen = false;
  @query('button') private button!: HTMLButtonElement;
  @query('.float') private float!: HTMLElement;

  private toggle(): void {
    if (this.isOpen) {
      this.float.hidePopover();
      return;
    }
    this.float.showPopover();
    place(this.float, this.button, 'below');
  }

  private handleToggle({ newState }: ToggleEvent): void {
    this.isOpen = newState === 'open';
  }

  protected override render() {
    return html`
      <button class="button" aria-haspopup="dialog" aria-expanded=${this.isOpen} @click=${this.toggle}>
        ${this.label}
        ${this.isChanged ? html`<span class="dot"><span class="hidden-text">${t('changed')}</span></span>` : nothing}
        ${icon('chevron')}
      </button>
      <div class="float" popover="auto" role="dialog" aria-label=${this.label} @toggle=${this.handleToggle}>
        <slot></slot>
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: inline-block;
      }

      .button {
        gap: 0.25rem;
        padding: 0 0.5rem;
      }

      .button[aria-expanded='true'] {
        background: var(--pressed);
      }

      .button svg {
        width: 0.875rem;
        height: 0.875rem;
        color: var(--quiet);
        rotate: 90deg;
      }

      .dot {
        width: 0.25rem;
        height: 0.25rem;
        border-radius: 50%;
        background: var(--text);
      }

      .float {
        inset: auto;
        width: 15rem;
        margin: 0;
        padding: 0.75rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-dialog);
        background: var(--raised);
        color: var(--text);
        box-shadow: var(--float-shadow);
        overscroll-behavior: contain;
        white-space: normal;
      }

      /* A popover that is closed must not be laid out as a grid would be. */
      .float:popover-open {
        display: grid;
        gap: 0.5rem;
      }

      @media (max-width: 40rem) {
        .float {
          inset: auto 0 0;
          width: 100%;
          max-width: none;
          max-height: 60dvh;
          border-radius: var(--radius-dialog) var(--radius-dialog) 0 0;
        }
      }
    `,
  ];
}
