import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import '../controls/number-field';
import type { NumberField } from '../controls/number-field';
import level from 'lucide-static/icons/ruler.svg?raw';
import swap from 'lucide-static/icons/arrow-left-right.svg?raw';
import { drawn } from '../icons';
import { buttons, shared } from '../styles/shared';
import { RATIOS, type Proportions } from './crop-ratios';

/** Other proportions were chosen. */
export class ProportionsEvent extends Event {
  constructor(readonly proportions: Proportions) {
    super('ff-proportions');
  }
}

/** The picture is to be turned to another angle. */
export class StraightenEvent extends Event {
  constructor(readonly angle: number) {
    super('ff-straighten');
  }
}

/** A crop's proportions and angle, with what commits and reverts it. */
@customElement('ff-crop-fields')
export class CropFields extends LitElement {
  @property({ attribute: false }) proportions!: Proportions;
  @property({ type: Number }) angle = 0;
  @property({ type: Boolean }) isWhole = true;
  /** Whether the next drag draws along the horizon. */
  @property({ type: Boolean }) isLevelling = false;

  private propose(change: Partial<Proportions>): void {
    this.dispatchEvent(new ProportionsEvent({ ...this.proportions, ...change }));
  }

  private tell(name: string): void {
    this.dispatchEvent(new Event(name));
  }

  protected override render() {
    const { ratio, isSwapped } = this.proportions;
    return html`
      <select
        aria-label=${t('Aspect ratio')}
        @change=${(event: Event & { target: HTMLSelectElement }) => this.propose({ ratio: event.target.value })}
      >
        ${RATIOS.map(
          ({ name, label }) => html`<option value=${name} ?selected=${name === ratio}>${t(label)}</option>`,
        )}
      </select>
      ${ratio === 'custom' ? this.renderCustom() : nothing}
      <button
        class="button icon"
        aria-label=${t('Swap width and height')}
        title=${`${t('Swap width and height')}  X`}
        aria-pressed=${isSwapped}
        ?disabled=${ratio === 'free'}
        @click=${() => this.propose({ isSwapped: !isSwapped })}
      >
        ${drawn(swap)}
      </button>
      <span class="field">
        <span class="quiet" aria-hidden="true">${t('Straighten')}</span>
        <ff-number-field
          label=${t('Straighten')}
          .value=${this.angle}
          .step=${0.1}
          .minimum=${-45}
          .maximum=${45}
          unit="°"
          isSigned
          @input=${(event: Event & { target: NumberField }) =>
            this.dispatchEvent(new StraightenEvent(event.target.value))}
        ></ff-number-field>
      </span>
      <button
        class="button icon"
        aria-label=${t('Draw along the horizon')}
        title=${t('Draw along the horizon')}
        aria-pressed=${this.isLevelling}
        @click=${() => this.tell('ff-level')}
      >
        ${drawn(level)}
      </button>
      <span class=${this.isWhole ? 'ends idle' : 'ends'}>
        <button class="button" ?disabled=${this.isWhole} @click=${() => this.tell('ff-revert')}>
          ${t('Cancel')}
        </button>
        <button class="button primary" ?disabled=${this.isWhole} @click=${() => this.tell('ff-commit')}>
          ${t('Crop')}
        </button>
      </span>
    `;
  }

  private renderCustom() {
    const field = (label: string, name: 'customWidth' | 'customHeight') => html`
      <ff-number-field
        .label=${label}
        .value=${this.proportions[name]}
        .step=${1}
        .minimum=${1}
        .maximum=${30000}
        @input=${(event: Event & { target: NumberField }) => this.propose({ [name]: event.target.value })}
      ></ff-number-field>
    `;
    return html`<span class="field"
      >${field(t('Width'), 'customWidth')}:${field(t('Height'), 'customHeight')}</span
    >`;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        flex: 1;
      }

      select {
        height: 1.5rem;
        padding: 0 0.25rem;
        border: 1px solid var(--control);
        border-radius: 0.25rem;
        background: var(--panel);
      }

      .field {
        display: flex;
        align-items: center;
        flex: none;
      }

      .button {
        flex: none;
        min-height: 1.5rem;
        padding: 0 0.5rem;
      }

      .icon {
        width: 1.75rem;
        padding: 0;
      }

      .icon[aria-pressed='true'] {
        background: var(--selected);
      }

      /* In sight however narrow the bar is. */
      .ends {
        position: sticky;
        right: 0;
        display: flex;
        flex: none;
        gap: 0.25rem;
        margin-left: auto;
        background: var(--panel);
      }

      @media (max-width: 40rem) {
        .idle {
          display: none;
        }
      }

      @media (pointer: coarse), (max-width: 40rem) {
        .button,
        select {
          min-height: var(--row);
        }

        .icon {
          width: var(--row);
        }
      }
    `,
  ];
}
