import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import { opaque, parse, readHex, toHex } from '../colour/colour';
import type { ColourEvent } from '../colour/colour-event';
import '../colour/colour-well';
import type { ColourInfo } from '../generated/protocol';
import { shared } from '../styles/shared';
import { control, ControlElement } from './control';
import { fieldStyles } from './field.styles';
import './number-field';
import type { NumberField } from './number-field';

/** A colour: a well with its picker, its number, and how opaque it is. */
@customElement('ff-colour')
export class ColourControl extends ControlElement<ColourInfo> {
  @property() value = '#000000';

  private set(value: string, gesture?: string): void {
    this.value = value;
    this.emit(value, gesture);
  }

  private handleHex(event: Event & { target: HTMLInputElement }): void {
    const typed = readHex(event.target.value);
    // Six digits say nothing of how opaque it is.
    const hasAlpha = event.target.value.replace('#', '').trim().length % 4 === 0;
    if (typed) this.set(toHex(hasAlpha ? typed : { ...typed, alpha: parse(this.value).alpha }));
    event.target.value = opaque(this.value);
  }

  private handleOpacity(event: Event & { target: NumberField }): void {
    this.set(toHex({ ...parse(this.value), alpha: event.target.value / 100 }));
  }

  protected override render() {
    const { label, description } = this.info;
    const opacity = Math.round(parse(this.value).alpha * 100);
    return html`
      <div class="head" role="group" aria-label=${label}>
        <span class="name" title=${description || nothing}>${label}</span>
        <ff-colour-well
          .label=${label}
          .value=${this.value}
          alpha
          ?disabled=${this.disabled}
          @ff-colour=${({ colour, gesture }: ColourEvent) => this.set(colour, gesture)}
        ></ff-colour-well>
        ${this.compact ? nothing : this.renderFields(label, opacity)}
      </div>
    `;
  }

  private renderFields(label: string, opacity: number) {
    return html`
      <input
        class="field number"
        type="text"
        aria-label=${t('{label}, hexadecimal', { label })}
        autocomplete="off"
        spellcheck="false"
        .value=${opaque(this.value)}
        ?disabled=${this.disabled}
        @change=${this.handleHex}
      />
      <ff-number-field
        .label=${t('{label}, opacity', { label })}
        .value=${opacity}
        .minimum=${0}
        .maximum=${100}
        unit="%"
        ?disabled=${this.disabled}
        @scrub-start=${() => this.gesture.begin()}
        @scrub-end=${() => this.gesture.end()}
        @input=${this.handleOpacity}
      ></ff-number-field>
    `;
  }

  static override styles = [
    shared,
    fieldStyles,
    css`
      .field {
        width: 5rem;
      }

      @media (pointer: coarse), (max-width: 40rem) {
        .field {
          width: 6.5rem;
        }
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
