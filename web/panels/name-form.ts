import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon, type IconName } from '../icons';
import { t } from '../language/words';
import { buttons, shared } from '../styles/shared';

/** A name was given and is to be used. */
export class NameEvent extends Event {
  constructor(readonly name: string) {
    super('ff-name');
  }
}

/** A button that asks for a name in its own place, and answers `ff-name`. */
@customElement('ff-name-form')
export class NameForm extends LitElement {
  @property() icon: IconName = 'plus';
  @property() label = '';
  /** The name that is proposed. */
  @property() proposal = '';
  @property({ type: Boolean }) disabled = false;
  @state() private isOpen = false;

  @query('input') private field!: HTMLInputElement | null;
  @query('.button') private button!: HTMLButtonElement | null;

  private async open(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.field?.select();
  }

  private async close(): Promise<void> {
    this.isOpen = false;
    await this.updateComplete;
    this.button?.focus();
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const name = this.field?.value.trim();
    if (!name) return;
    this.dispatchEvent(new NameEvent(name));
    void this.close();
  }

  private handleKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape') void this.close();
  }

  protected override render() {
    if (!this.isOpen) {
      return html`
        <button class="button" ?disabled=${this.disabled} @click=${this.open}>
          ${icon(this.icon)}${this.label}
        </button>
      `;
    }
    return html`
      <form @submit=${this.submit} @keydown=${this.handleKey}>
        <input
          type="text"
          aria-label=${t('Name')}
          maxlength="200"
          autocomplete="off"
          .value=${this.proposal}
        />
        <button class="button outlined" type="submit" ?disabled=${this.disabled || nothing}>
          ${t('Keep')}
        </button>
      </form>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
      }

      .button:not(.outlined) {
        justify-content: flex-start;
        width: 100%;
        padding: 0 0.5rem;
      }

      form {
        display: flex;
        gap: 0.5rem;
      }

      input {
        flex: 1;
        min-width: 0;
        min-height: var(--row);
        padding: 0 0.5rem;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--canvas);
      }

      @media (pointer: coarse), (max-width: 40rem) {
        input {
          font-size: 1rem; /* smaller would make phones zoom in on focus */
        }
      }
    `,
  ];
}
