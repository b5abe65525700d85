import '@awesome.me/webawesome/dist/components/tooltip/tooltip.js';
import type WaTooltip from '@awesome.me/webawesome/dist/components/tooltip/tooltip.js';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon, type IconName } from '../icons';
import { buttons, shared } from '../styles/shared';

/** A button that is an icon; its name and its key are in the tooltip. */
@customElement('ff-icon-button')
export class IconButton extends LitElement {
  @property() icon: IconName = 'info';
  @property() label = '';
  /** The key that does the same, as people write it. */
  @property() shortcut = '';
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** On or off, for buttons that stay pressed. */
  @property({ type: Boolean }) pressed: boolean | undefined;

  @query('button') private button!: HTMLButtonElement;
  @query('wa-tooltip') private tooltip!: WaTooltip;

  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  override connectedCallback(): void {
    super.connectedCallback();
    void this.keepName();
  }

  /** The tooltip would name the button, but while it is closed it has no words: the button keeps its own name. */
  private async keepName(): Promise<void> {
    await this.updateComplete;
    await this.tooltip.updateComplete;
    this.button.removeAttribute('aria-labelledby');
  }

  protected override render() {
    return html`
      <button
        id="button"
        class="button"
        aria-label=${this.label}
        aria-pressed=${this.pressed ?? nothing}
        ?disabled=${this.disabled}
      >
        ${icon(this.icon)}
      </button>
      <wa-tooltip for="button" placement="bottom" distance="4" show-delay="400">
        ${this.label}${this.shortcut ? html` <kbd>${this.shortcut}</kbd>` : nothing}
      </wa-tooltip>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: inline-block;
      }

      :host([disabled]) {
        pointer-events: none;
      }

      .button {
        width: var(--row);
        padding: 0;
      }

      .button[aria-pressed='true'] {
        background: var(--selected);
      }

      kbd {
        margin-left: 0.5rem;
        color: var(--quiet);
        font: inherit;
      }
    `,
  ];
}
