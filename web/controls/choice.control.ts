import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChoiceInfo } from '../generated/protocol';
import { shared } from '../styles/shared';
import { control, ControlElement } from './control';

const MOST_SEGMENTS = 4;
/** So many letters fit side by side, if every segment is as wide as the longest. */
const MOST_LETTERS = 36;

/** One of several named options: segments side by side, a menu when there are many. */
@customElement('ff-choice')
export class Choice extends ControlElement<ChoiceInfo> {
  @property() value = '';

  private choose(event: Event & { target: HTMLInputElement | HTMLSelectElement }): void {
    this.value = event.target.value;
    this.emit(this.value);
  }

  protected override render() {
    const { label, description, options } = this.info;
    const longest = Math.max(...options.map((option) => option.label.length));
    const isWide = options.length > MOST_SEGMENTS || longest * options.length > MOST_LETTERS;
    if (this.compact || isWide) {
      return html`
        <label class="name" for="select" title=${description || nothing}>${label}</label>
        <select id="select" ?disabled=${this.disabled} @change=${this.choose}>
          ${options.map(
            (option) =>
              html`<option value=${option.value} ?selected=${option.value === this.value}>
                ${option.label}
              </option>`,
          )}
        </select>
      `;
    }
    return html`
      <fieldset ?disabled=${this.disabled}>
        <legend class="name" title=${description || nothing}>${label}</legend>
        <div class="segments">
          ${options.map(
            (option) => html`
              <label class="segment">
                <input
                  type="radio"
                  name="choice"
                  value=${option.value}
                  .checked=${option.value === this.value}
                  @change=${this.choose}
                />
                <span>${option.label}</span>
              </label>
            `,
          )}
        </div>
      </fieldset>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }

      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      .name {
        display: flex;
        align-items: center;
        min-height: 1.5rem;
        padding: 0;
      }

      :host([unlabelled]) .name {
        position: absolute;
        overflow: hidden;
        width: 1px;
        min-height: 0;
        height: 1px;
        clip-path: inset(50%);
      }

      .segments {
        display: flex;
        min-height: var(--row);
        padding: 1px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }

      .segment {
        position: relative;
        flex: 1;
        display: flex;
        min-width: 0;
      }

      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: default;
      }

      span {
        flex: 1;
        display: flex;
        align-items: center;
        justify-content: center;
        padding: 0 0.25rem;
        border-radius: 0.25rem;
        color: var(--quiet);
        text-align: center;
        overflow-wrap: anywhere;
      }

      input:hover + span {
        color: var(--text);
      }

      input:checked + span {
        background: var(--selected);
        color: var(--text);
      }

      input:focus-visible + span {
        outline: 2px solid var(--accent);
      }

      select {
        width: 100%;
        min-height: var(--row);
        padding: 0 0.5rem;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--panel);
      }

      :host([compact]) {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        white-space: nowrap;
      }

      :host([compact]) select {
        width: auto;
        max-width: 9rem;
      }

      :host([disabled]) {
        opacity: 0.5;
      }

      @media (forced-colors: active) {
        input:checked + span {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];
}

export default control(
  'choice',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-choice
      .info=${info}
      .value=${String(value)}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-choice>`,
);
