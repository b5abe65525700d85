import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../language/words';
import type { SliderInfo } from '../generated/protocol';
import { icon } from '../icons';
import { properties } from '../styles/properties';
import { shared } from '../styles/shared';
import { control, ControlElement } from './control';
import { dialStyles } from './dial.styles';
import './number-field';
import type { NumberField } from './number-field';

/** Degrees that Shift keeps a drag to. */
const SNAP = 15;

/** An angle: a needle on a circle, and the number. */
@customElement('ff-dial')
export class Dial extends ControlElement<SliderInfo> {
  @property({ type: Number }) value = 0;

  @query('.dial') private dial!: HTMLElement;

  static override styles = [shared, dialStyles];

  /** Degrees clockwise from the right, as the screen turns, for a value; and back. */
  private toScreen(value: number): number {
    return this.info.dial === 'turn' ? value - 90 : -value;
  }

  private fromScreen(degrees: number): number {
    return this.info.dial === 'turn' ? degrees + 90 : -degrees;
  }

  private change(value: number): void {
    const { minimum, maximum, step } = this.info;
    const decimals = step.toString().split('.')[1]?.length ?? 0;
    const legal = Number(Math.min(maximum, Math.max(minimum, value)).toFixed(decimals));
    if (legal === this.value) return;
    this.value = legal;
    this.emit(legal);
  }

  /** The angle that the pointer shows, within half a turn of zero. */
  private point(event: PointerEvent): void {
    const { left, top, width, height } = this.dial.getBoundingClientRect();
    const [x, y] = [event.clientX - left - width / 2, event.clientY - top - height / 2];
    const found = this.fromScreen((Math.atan2(y, x) * 180) / Math.PI);
    const within = ((((found + 180) % 360) + 360) % 360) - 180;
    const unit = event.shiftKey ? SNAP : Math.max(1, this.info.step);
    const rounded = Math.round(within / unit) * unit;
    this.change(rounded === -180 ? 180 : rounded);
  }

  private handleDown(event: PointerEvent): void {
    if (this.disabled || event.button !== 0) return;
    event.preventDefault();
    this.dial.setPointerCapture(event.pointerId);
    this.dial.focus();
    this.gesture.begin();
    this.point(event);
  }

  private handleMove(event: PointerEvent): void {
    if (this.dial.hasPointerCapture(event.pointerId)) this.point(event);
  }

  private handleKey(event: KeyboardEvent): void {
    const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (!direction || this.disabled) return;
    event.preventDefault();
    this.change(this.value + direction * Math.max(1, this.info.step) * (event.shiftKey ? 10 : 1));
  }

  protected override render() {
    const { label, description, minimum, maximum, step, default: rest } = this.info;
    const reset = () => this.change(rest);
    return html`
      <div class="head">
        <span class="name" title=${description || nothing} @dblclick=${reset}>${label}</span>
        ${
          this.value !== rest && !this.disabled && !this.compact
            ? html`<button
                class="reset"
                aria-label=${t('Reset {label}', { label })}
                title=${t('Reset {label}', { label })}
                @click=${reset}
              >
                ${icon('reset')}
              </button>`
            : nothing
        }
        <div
          class="dial"
          role="slider"
          tabindex=${this.disabled ? -1 : 0}
          aria-label=${label}
          aria-valuemin=${minimum}
          aria-valuemax=${maximum}
          aria-valuenow=${this.value}
          aria-valuetext="${this.value}°"
          aria-disabled=${this.disabled}
          ${properties({ '--turn': `${this.toScreen(this.value)}deg` })}
          @pointerdown=${this.handleDown}
          @pointermove=${this.handleMove}
          @pointerup=${() => this.gesture.end()}
          @pointercancel=${() => this.gesture.end()}
          @keydown=${this.handleKey}
          @dblclick=${reset}
        ></div>
        <ff-number-field
          .label=${label}
          .value=${this.value}
          .step=${step}
          .minimum=${minimum}
          .maximum=${maximum}
          unit="°"
          ?disabled=${this.disabled}
          @scrub-start=${() => this.gesture.begin()}
          @scrub-end=${() => this.gesture.end()}
          @input=${(event: Event & { target: NumberField }) => this.change(event.target.value)}
        ></ff-number-field>
      </div>
    `;
  }
}

export default control(
  'slider',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-dial
      .info=${info}
      .value=${Number(value)}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-dial>`,
  ({ dial }) => dial !== undefined,
);
