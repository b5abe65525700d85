import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../language/words';
import type { SliderInfo } from '../generated/protocol';
import { icon } from '../icons';
import { shared } from '../styles/shared';
import { control, ControlElement } from './control';
import './number-field';
import type { NumberField } from './number-field';
import { resetStyles } from './reset.styles';
import { sliderStyles } from './slider.styles';

/** A number: label left, value right, slider below with a notch at the default. */
@customElement('ff-slider')
export class Slider extends ControlElement<SliderInfo> {
  @property({ type: Number }) value = 0;

  @query('input') private range!: HTMLInputElement | null;

  static override styles = [shared, resetStyles, sliderStyles];

  private get isChanged(): boolean {
    return this.value !== this.info.default;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('value') && this.range) this.range.value = String(this.value);
    const { ui_minimum: low, ui_maximum: high, default: origin } = this.info;
    const share = (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));
    const [from, to] = [share(origin), share(this.value)].sort((a, b) => a - b);
    this.style.setProperty('--origin', String(share(origin)));
    this.style.setProperty('--from', String(from));
    this.style.setProperty('--to', String(to));
  }

  private change(value: number): void {
    const { minimum, maximum, step } = this.info;
    const decimals = step.toString().split('.')[1]?.length ?? 0;
    const legal = Number(Math.min(maximum, Math.max(minimum, value)).toFixed(decimals));
    if (legal === this.value) return;
    this.value = legal;
    this.emit(legal);
  }

  private reset(): void {
    this.change(this.info.default);
  }

  private handleKey(event: KeyboardEvent): void {
    const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (!direction || !event.shiftKey) return;
    event.preventDefault();
    this.change(this.value + direction * 10 * this.info.step);
  }

  private handleRange(event: Event & { target: HTMLInputElement }): void {
    this.change(event.target.valueAsNumber);
  }

  private handleField(event: Event & { target: NumberField }): void {
    this.change(event.target.value);
  }

  protected override render() {
    const { label, description, unit, ui_minimum, ui_maximum, step, default: origin } = this.info;
    return html`
      <div class="head">
        <label
          for=${this.compact ? nothing : 'range'}
          title=${description || nothing}
          @dblclick=${this.reset}
        >
          ${label}
        </label>
        ${
          this.isChanged && !this.disabled && !this.compact
            ? html`<button
                class="reset"
                aria-label=${t('Reset {label}', { label })}
                title=${t('Reset {label}', { label })}
                @click=${this.reset}
              >
                ${icon('reset')}
              </button>`
            : nothing
        }
        <ff-number-field
          .label=${label}
          .value=${this.value}
          .step=${step}
          .minimum=${this.info.minimum}
          .maximum=${this.info.maximum}
          .unit=${unit}
          .isSigned=${ui_minimum < 0 && origin < ui_maximum}
          ?disabled=${this.disabled}
          @scrub-start=${() => this.gesture.begin()}
          @scrub-end=${() => this.gesture.end()}
          @input=${this.handleField}
        ></ff-number-field>
      </div>
      ${this.compact ? nothing : this.renderRange()}
    `;
  }

  private renderRange() {
    const { unit, ui_minimum, ui_maximum, step } = this.info;
    return html`
      <div class="slide">
        <input
          id="range"
          type="range"
          min=${ui_minimum}
          max=${ui_maximum}
          step=${step}
          aria-valuetext=${`${this.value} ${unit}`.trim()}
          ?disabled=${this.disabled}
          @pointerdown=${() => this.gesture.begin()}
          @pointerup=${() => this.gesture.end()}
          @pointercancel=${() => this.gesture.end()}
          @input=${this.handleRange}
          @keydown=${this.handleKey}
          @dblclick=${this.reset}
        />
      </div>
    `;
  }
}

export default control(
  'slider',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-slider
      .info=${info}
      .value=${Number(value)}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-slider>`,
);
