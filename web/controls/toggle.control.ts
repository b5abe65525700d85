import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ToggleInfo } from '../generated/protocol';
import { shared } from '../styles/shared';
import { control, ControlElement } from './control';

/** On or off. */
@customElement('ff-toggle')
export class ToggleControl extends ControlElement<ToggleInfo> {
  @property({ type: Boolean }) value = false;

  private toggle(event: Event & { target: HTMLInputElement }): void {
    this.value = event.target.checked;
    this.emit(this.value);
  }

  protected override render() {
    return html`
      <label title=${this.info.description || nothing}>
        <span>${this.info.label}</span>
        <input
          type="checkbox"
          role="switch"
          .checked=${this.value}
          ?disabled=${this.disabled}
          @change=${this.toggle}
        />
      </label>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }

      label {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: var(--row);
      }

      input {
        position: relative;
        width: 1.75rem;
        height: 1rem;
        border: 1px solid var(--control);
        border-radius: 0.5rem;
        appearance: none;
        transition: background-color var(--motion) var(--ease);
      }

      input::before {
        content: '';
        position: absolute;
        top: 2px;
        left: 2px;
        width: 0.625rem;
        height: 0.625rem;
        border-radius: 50%;
        background: var(--text);
        transition: transform var(--motion) var(--ease);
      }

      input:checked {
        background: var(--accent);
        border-color: var(--accent);
      }

      input:checked::before {
        background: var(--on-accent);
        transform: translateX(0.75rem);
      }

      input:focus-visible {
        outline-offset: 1px;
      }

      :host([disabled]) {
        opacity: 0.5;
      }

      :host([compact]) label {
        gap: 0.5rem;
        white-space: nowrap;
      }

      @media (forced-colors: active) {
        input {
          appearance: auto;
        }
      }
    `,
  ];
}

export default control(
  'toggle',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-toggle
      .info=${info}
      .value=${Boolean(value)}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-toggle>`,
);
