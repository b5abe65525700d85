import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import type { RectangleInfo } from '../generated/protocol';
import { icon } from '../icons';
import { buttons, shared } from '../styles/shared';
import { control, ControlElement } from './control';
import { renderCoordinate } from './coordinates';
import { fieldStyles } from './field.styles';
import { Picking } from './picking';

const SIDES = [
  { letter: 'X', word: 'from the left' },
  { letter: 'Y', word: 'from the top' },
  { letter: 'W', word: 'width' },
  { letter: 'H', word: 'height' },
];

/** A rectangle: four numbers, or drawn on the picture. */
@customElement('ff-rectangle')
export class RectangleControl extends ControlElement<RectangleInfo> {
  @property({ attribute: false }) value: number[] = [0, 0, 0, 0];

  private readonly picking = new Picking(this);

  private set(value: number[], gesture?: string): void {
    this.value = value.map(Math.round);
    this.emit(this.value, gesture);
  }

  private pick(): void {
    this.picking.toggle(() => ({
      shape: 'rectangle',
      hint: 'Drag a rectangle on the picture.',
      most: 2,
      points: () => {
        const [x = 0, y = 0, width = 0, height = 0] = this.value;
        return [
          [x, y],
          [x + width, y + height],
        ];
      },
      change: ([[left = 0, top = 0] = [], [right = 0, bottom = 0] = []], gesture) => {
        const [x, y] = [Math.min(left, right), Math.min(top, bottom)];
        this.set([x, y, Math.abs(right - left), Math.abs(bottom - top)], gesture);
      },
    }));
  }

  protected override render() {
    const { label, description } = this.info;
    return html`
      <div class="head">
        <span class="name" title=${description || nothing}>${label}</span>
        <button
          class="button icon"
          aria-label=${t('Draw {label} on the picture', { label })}
          title=${t('Draw on the picture')}
          aria-pressed=${this.picking.isOn}
          ?disabled=${this.disabled}
          @click=${this.pick}
        >
          ${icon('crop')}
        </button>
      </div>
      <div class="numbers" role="group" aria-label=${label}>
        ${SIDES.map(({ letter, word }, side) =>
          renderCoordinate({
            letter,
            label: `${label}, ${t(word)}`,
            value: this.value[side] ?? 0,
            unit: 'px',
            ...(side > 1 && { minimum: 0 }),
            disabled: this.disabled,
            gesture: this.gesture,
            onInput: (value) => this.set(this.value.with(side, value)),
          }),
        )}
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    fieldStyles,
    css`
      :host(:not([compact])) .numbers {
        display: grid;
        grid-template-columns: 1fr 1fr;
      }

      :host(:not([compact])) .numbers label {
        justify-content: space-between;
        min-height: var(--row);
      }
    `,
  ];
}

export default control(
  'rectangle',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-rectangle
      .info=${info}
      .value=${value}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-rectangle>`,
);
