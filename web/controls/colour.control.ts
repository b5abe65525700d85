import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ColourInfo } from '../generated/protocol';
import { shared } from '../styles/shared';
import { control, ControlElement } from './control';
import { fieldStyles } from './field.styles';
import './number-field';
import type { NumberField } from './number-field';

const HEX = /^#?([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

/** A colour: a well, its number, and how opaque it is. */
@customElement('ff-colour')
export class ColourControl extends ControlElement<ColourInfo> {
  @property() value = '#000000';

  private set(value: string): void {
    this.value = value.endsWith('ff') && value.length === 9 ? value.slice(0, 7) : value;
    this.emit(this.value);
  }

  private get alpha(): string {
    return this.value.slice(7);
  }

  private handleWell(event: Event & { target: HTMLInputElement }): void {
    event.stopPropagation();
    this.set(event.target.value + this.alpha);
  }

  private handleHex(event: Event & { target: HTMLInputElement }): void {
    const typed = HEX.exec(event.target.value.trim())?.[1]?.toLowerCase();
    if (typed?.length === 3) this.set(`#${[...typed].map((digit) => digit + digit).join('')}${this.alpha}`);
    else if (typed) this.set(`#${typed}${typed.length === 6 ? this.alpha : ''}`);
    event.target.value = this.value.slice(0, 7);
  }

  private handleOpacity(event: Event & { target: NumberField }): void {
    const byte = Math.round((event.target.value / 100) * 255);
    this.set(this.value.slice(0, 7) + byte.toString(16).padStart(2, '0'));
  }

  protected override render() {
    const { label, description } = this.info;
    const opacity = this.alpha ? Math.round((parseInt(this.alpha, 16) / 255) * 100) : 100;
    return html`
      <div class="head" role="group" aria-label=${label}>
        <span class="name" title=${description || nothing}>${label}</span>
        <span class="well" style="--shown: ${this.value}">
          <input
            type="color"
            aria-label=${label}
            .value=${this.value.slice(0, 7)}
            ?disabled=${this.disabled}
            @input=${this.handleWell}
          />
        </span>
        <input
          class="field number"
          type="text"
          aria-label="${label}, hexadecimal"
          autocomplete="off"
          spellcheck="false"
          .value=${this.value.slice(0, 7)}
          ?disabled=${this.disabled}
          @change=${this.handleHex}
        />
        <ff-number-field
          .label=${`${label}, opacity`}
          .value=${opacity}
          .minimum=${0}
          .maximum=${100}
          unit="%"
          ?disabled=${this.disabled}
          @scrub-start=${() => this.gesture.begin()}
          @scrub-end=${() => this.gesture.end()}
          @input=${this.handleOpacity}
        ></ff-number-field>
      </div>
    `;
  }

  static override styles = [
    shared,
    fieldStyles,
    css`
      .well {
        position: relative;
        flex: none;
        overflow: hidden;
        width: 1.75rem;
        height: 1.25rem;
        border: 1px solid var(--control);
        border-radius: 0.25rem;
        background:
          linear-gradient(var(--shown), var(--shown)),
          repeating-conic-gradient(var(--checker-a) 0 25%, var(--checker-b) 0 50%) 0 0 / 0.5rem 0.5rem;
      }

      .well:focus-within {
        outline: 2px solid var(--accent);
      }

      .well input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
      }

      .field {
        width: 5rem;
      }

      ff-number-field {
        margin-left: -0.25rem;
      }
    `,
  ];
}

export default control(
  'colour',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-colour
      .info=${info}
      .value=${String(value)}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-colour>`,
);
