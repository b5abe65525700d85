import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import type { PositionInfo } from '../generated/protocol';
import { icon } from '../icons';
import { store } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import { control, ControlElement } from './control';
import { renderCoordinate } from './coordinates';
import { fieldStyles } from './field.styles';
import { Picking } from './picking';

/** A place: two numbers, or a click on the picture. */
@customElement('ff-position')
export class PositionControl extends ControlElement<PositionInfo> {
  @property({ attribute: false }) value: number[] = [0, 0];

  private readonly picking = new Picking(this);

  /** Pixels of the picture per unit, across and down. */
  private get scale(): [number, number] {
    const { width = 100, height = 100 } = store.state.document ?? {};
    return this.info.unit === '%' ? [width / 100, height / 100] : [1, 1];
  }

  private set(x: number, y: number, gesture?: string): void {
    const rounded = (value: number) => Math.round(value * 10) / 10;
    this.value = [rounded(x), rounded(y)];
    this.emit(this.value, gesture);
  }

  private pick(): void {
    this.picking.toggle(() => ({
      shape: 'place',
      hint: 'Click the place on the picture.',
      most: 1,
      points: () => [this.value.map((each, axis) => each * (this.scale[axis] ?? 1))],
      change: ([place], gesture) => {
        const [across, down] = this.scale;
        if (place) this.set((place[0] ?? 0) / across, (place[1] ?? 0) / down, gesture);
      },
    }));
  }

  protected override render() {
    const { label, description, unit } = this.info;
    const [x = 0, y = 0] = this.value;
    const common = { unit, step: unit === '%' ? 0.1 : 1, disabled: this.disabled, gesture: this.gesture };
    return html`
      <div class="head">
        <span class="name" title=${description || nothing}>${label}</span>
        <div class="numbers" role="group" aria-label=${label}>
          ${renderCoordinate({
            ...common,
            letter: 'X',
            label: t('{label}, from the left', { label }),
            value: x,
            onInput: (value) => this.set(value, y),
          })}
          ${renderCoordinate({
            ...common,
            letter: 'Y',
            label: t('{label}, from the top', { label }),
            value: y,
            onInput: (value) => this.set(x, value),
          })}
        </div>
        <button
          class="button icon"
          aria-label=${t('Choose {label} on the picture', { label })}
          title=${t('Choose on the picture')}
          aria-pressed=${this.picking.isOn}
          ?disabled=${this.disabled}
          @click=${this.pick}
        >
          ${icon('crosshair')}
        </button>
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    fieldStyles,
    css`
      .numbers {
        gap: 0.25rem;
      }
    `,
  ];
}

export default control(
  'position',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-position
      .info=${info}
      .value=${value}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-position>`,
);
