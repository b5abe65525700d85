import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import type { PointsInfo } from '../generated/protocol';
import { icon } from '../icons';
import { buttons, shared } from '../styles/shared';
import { control, ControlElement } from './control';
import { fieldStyles } from './field.styles';
import { Picking } from './picking';

/** Places on the picture: how many there are, and a way to draw them there. */
@customElement('ff-points')
export class PointsControl extends ControlElement<PointsInfo> {
  @property({ attribute: false }) value: number[][] = [];

  private readonly picking = new Picking(this);

  private set(points: number[][], gesture?: string): void {
    this.value = points;
    // Fewer than the least are not legal yet; they are kept here until there are enough.
    if (points.length >= this.info.least) this.emit(points, gesture);
  }

  private draw(): void {
    const { most, pressure } = this.info;
    this.picking.toggle(() => ({
      shape: 'places',
      hint: 'Click places on the picture; drag one to move it.',
      most,
      points: () => this.value,
      change: (points, gesture) => {
        const places = points.map(([x = 0, y = 0, force = 1]) => (pressure ? [x, y, force] : [x, y]));
        this.set(places.slice(0, most), gesture);
      },
    }));
  }

  protected override render() {
    const { label, description, least } = this.info;
    const count = this.value.length;
    return html`
      <div class="head">
        <span class="name" title=${description || nothing}>${label}</span>
        <span class="quiet number">${count === 1 ? t('1 point') : t('{count} points', { count })}</span>
        ${
          count > least
            ? html`<button
                class="button icon"
                aria-label=${t('Clear {label}', { label })}
                title=${t('Clear')}
                ?disabled=${this.disabled}
                @click=${() => this.set(this.info.default)}
              >
                ${icon('close')}
              </button>`
            : nothing
        }
        <button
          class="button icon"
          aria-label=${t('Draw {label} on the picture', { label })}
          title=${t('Draw on the picture')}
          aria-pressed=${this.picking.isOn}
          ?disabled=${this.disabled}
          @click=${this.draw}
        >
          ${icon('pen')}
        </button>
      </div>
    `;
  }

  static override styles = [shared, buttons, fieldStyles];
}

export default control(
  'points',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-points
      .info=${info}
      .value=${value}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-points>`,
);
