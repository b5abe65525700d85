import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { TextInfo } from '../generated/protocol';
import { shared } from '../styles/shared';
import { control, ControlElement } from './control';
import { fieldStyles } from './field.styles';

const LINES = 4;

/** Words: one line, or several. */
@customElement('ff-text')
export class TextControl extends ControlElement<TextInfo> {
  @property() value = '';

  @query('.field') private field!: HTMLInputElement | HTMLTextAreaElement;

  protected override updated(changed: PropertyValues<this>): void {
    // Setting what is there already would move the caret.
    if (changed.has('value') && this.field.value !== this.value) this.field.value = this.value;
  }

  private handleInput(event: Event): void {
    event.stopPropagation();
    this.value = this.field.value;
    this.emit(this.value);
  }

  protected override render() {
    const { label, description, multiline } = this.info;
    return html`
      <label class="head name" for="field" title=${description || nothing}>${label}</label>
      ${
        multiline && !this.compact
          ? html`<textarea
              id="field"
              class="field"
              rows=${LINES}
              ?disabled=${this.disabled}
              @input=${this.handleInput}
            ></textarea>`
          : html`<input
              id="field"
              class="field"
              type="text"
              autocomplete="off"
              ?disabled=${this.disabled}
              @input=${this.handleInput}
            />`
      }
    `;
  }

  static override styles = [
    shared,
    fieldStyles,
    css`
      textarea {
        display: block;
        resize: vertical;
      }

      :host([compact]) .field {
        width: 10rem;
      }
    `,
  ];
}

export default control(
  'text',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-text
      .info=${info}
      .value=${String(value)}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-text>`,
);
