import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import '../controls/number-field';
import type { NumberField } from '../controls/number-field';
import { buttons, shared } from '../styles/shared';
import { centreOf, isUntouched, legalScale, legalSlant, moved, normal, type Transform } from './transform';

/** The numbers were changed. */
export class TransformEvent extends Event {
  constructor(readonly transform: Transform) {
    super('ff-transform');
  }
}

interface Field {
  label: string;
  /** What is written beside it. */
  sign: string;
  unit: string;
  step: number;
  value: (transform: Transform) => number;
  change: (transform: Transform, value: number) => Transform;
}

const FIELDS: readonly Field[] = [
  {
    label: 'Middle from the left',
    sign: 'X',
    unit: 'px',
    step: 1,
    value: (transform) => centreOf(transform).x,
    change: (transform, value) => moved(transform, value - centreOf(transform).x, 0),
  },
  {
    label: 'Middle from the top',
    sign: 'Y',
    unit: 'px',
    step: 1,
    value: (transform) => centreOf(transform).y,
    change: (transform, value) => moved(transform, 0, value - centreOf(transform).y),
  },
  {
    label: 'Width',
    sign: 'W',
    unit: '%',
    step: 0.1,
    value: ({ width }) => width,
    change: (transform, value) => ({ ...transform, width: legalScale(value) }),
  },
  {
    label: 'Height',
    sign: 'H',
    unit: '%',
    step: 0.1,
    value: ({ height }) => height,
    change: (transform, value) => ({ ...transform, height: legalScale(value) }),
  },
  {
    label: 'Angle',
    sign: 'Angle',
    unit: '°',
    step: 0.1,
    value: ({ angle }) => angle,
    change: (transform, value) => ({ ...transform, angle: normal(value) }),
  },
  {
    label: 'Slant across',
    sign: 'Slant',
    unit: '°',
    step: 0.1,
    value: ({ slant }) => slant.x,
    change: (transform, x) => ({ ...transform, slant: { ...transform.slant, x: legalSlant(x) } }),
  },
  {
    label: 'Slant down',
    sign: '',
    unit: '°',
    step: 0.1,
    value: ({ slant }) => slant.y,
    change: (transform, y) => ({ ...transform, slant: { ...transform.slant, y: legalSlant(y) } }),
  },
];

/** A transform in numbers, with what commits and reverts it. */
@customElement('ff-transform-fields')
export class TransformFields extends LitElement {
  @property({ attribute: false }) transform!: Transform;

  protected override render() {
    const { transform } = this;
    // With its corners drawn apart the layer has no one width or angle any more.
    const fields = transform.corners ? FIELDS.slice(0, 2) : FIELDS;
    const isAtRest = isUntouched(transform);
    return html`
      ${fields.map((field) => this.renderField(field))}
      <span class=${isAtRest ? 'ends idle' : 'ends'}>
        <button
          class="button"
          ?disabled=${isAtRest}
          @click=${() => this.dispatchEvent(new Event('ff-revert'))}
        >
          ${t('Cancel')}
        </button>
        <button
          class="button primary"
          ?disabled=${isAtRest}
          @click=${() => this.dispatchEvent(new Event('ff-commit'))}
        >
          ${t('Apply')}
        </button>
      </span>
    `;
  }

  private renderField({ label, sign, unit, step, value, change }: Field) {
    const set = (event: Event & { target: NumberField }) =>
      this.dispatchEvent(new TransformEvent(change(this.transform, event.target.value)));
    return html`<span class="field">
      <span class="quiet" aria-hidden="true">${t(sign)}</span>
      <ff-number-field
        .label=${t(label)}
        .value=${value(this.transform)}
        .step=${step}
        .unit=${unit}
        @input=${set}
      ></ff-number-field>
    </span>`;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        flex: 1;
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
        .button {
          min-height: var(--row);
        }
      }
    `,
  ];
}
