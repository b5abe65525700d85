import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { parameterInWords } from '../language/catalog';
import { t } from '../language/words';
import type { ColourInfo, GradientInfo, ParameterValue } from '../generated/protocol';
import { icon } from '../icons';
import { properties } from '../styles/properties';
import { buttons, shared } from '../styles/shared';
import { control, ControlElement, type ParameterEvent } from './control';
import { renderCoordinate } from './coordinates';
import { fieldStyles } from './field.styles';
import { colourAt, cssGradient, moved, stopsOf, type Stop } from './gradient';
import { gradientStyles } from './gradient.styles';
import { renderParameter } from './parameter';

/** So far below the bar, in CSS pixels, a dragged stop is taken off. */
const OFF = 40;

const COLOUR: ColourInfo = {
  kind: 'colour',
  name: 'colour',
  label: 'Colour of the stop',
  description: '',
  group: '',
  default: '#000000',
};

/** Colour stops on a bar: click it to add one, drag one, drag it off or press Delete to remove it. */
@customElement('ff-gradient')
export class GradientControl extends ControlElement<GradientInfo> {
  @property({ attribute: false }) value: ParameterValue = [];
  @state() private chosen = 0;
  @state() private isOff = false;

  @query('.bar') private bar!: HTMLElement;

  static override styles = [shared, buttons, fieldStyles, gradientStyles];

  private get stops(): Stop[] {
    return stopsOf(this.value);
  }

  private set(stops: Stop[], chosen: Stop | undefined): void {
    const ordered = stops.toSorted((a, b) => a[0] - b[0]);
    this.value = ordered;
    this.chosen = Math.max(0, chosen ? ordered.indexOf(chosen) : 0);
    this.emit(ordered);
  }

  private placeOf(event: PointerEvent): number {
    const { left, width } = this.bar.getBoundingClientRect();
    return moved((event.clientX - left) / width);
  }

  private add(at: number): void {
    const stop: Stop = [at, colourAt(this.stops, at)];
    this.set([...this.stops, stop], stop);
  }

  private handleBar(event: PointerEvent): void {
    if (this.disabled || event.button !== 0) return;
    this.add(this.placeOf(event));
  }

  private move(index: number, to: number): void {
    const { stops } = this;
    const stop: Stop = [moved(to), stops[index]?.[1] ?? '#000000'];
    this.set(stops.with(index, stop), stop);
  }

  private takeOff(index: number): void {
    if (this.stops.length <= 2) return;
    const left = this.stops.toSpliced(index, 1);
    this.set(left, left[Math.min(index, left.length - 1)]);
  }

  private handleDown(event: PointerEvent & { currentTarget: HTMLElement }, index: number): void {
    event.stopPropagation();
    if (this.disabled || event.button !== 0) return;
    this.chosen = index;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.gesture.begin();
  }

  private handleMove(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { bottom } = this.bar.getBoundingClientRect();
    this.isOff = event.clientY - bottom > OFF && this.stops.length > 2;
    if (!this.isOff) this.move(this.chosen, this.placeOf(event));
  }

  private handleUp(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    if (this.isOff) this.takeOff(this.chosen);
    this.isOff = false;
    this.gesture.end();
  }

  private async handleKey(event: KeyboardEvent, index: number): Promise<void> {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (direction)
      this.move(index, (this.stops[index]?.[0] ?? 0) + direction * (event.shiftKey ? 0.1 : 0.01));
    else if (event.key === 'Delete' || event.key === 'Backspace') this.takeOff(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('.stop')[this.chosen]?.focus();
  }

  protected override render() {
    const { label, description } = this.info;
    const { stops } = this;
    return html`
      <div class="head">
        <span class="name" title=${description || nothing}>${label}</span>
        ${this.compact ? nothing : this.renderButtons(stops)}
      </div>
      <div class="ramp" role="group" aria-label=${label}>
        <div
          class="bar"
          title=${t('Click to add a stop')}
          ${properties({ '--ramp': cssGradient(stops) })}
          @pointerdown=${this.handleBar}
        ></div>
        ${stops.map((stop, index) => this.renderStop(stop, index))}
      </div>
      ${this.compact ? nothing : this.renderChosen(stops[this.chosen])}
    `;
  }

  private renderButtons(stops: Stop[]) {
    return html`
      <button
        class="button icon"
        aria-label=${t('Add a stop')}
        title=${t('Add a stop')}
        ?disabled=${this.disabled}
        @click=${() => {
          const [from, to] = [stops[this.chosen]?.[0] ?? 0, stops[this.chosen + 1]?.[0] ?? 1];
          this.add(moved((from + to) / 2));
        }}
      >
        ${icon('plus')}
      </button>
      <button
        class="button icon"
        aria-label=${t('Remove the stop')}
        title=${t('Remove the stop')}
        ?disabled=${this.disabled || stops.length <= 2}
        @click=${() => this.takeOff(this.chosen)}
      >
        ${icon('trash')}
      </button>
    `;
  }

  private renderStop([at, colour]: Stop, index: number) {
    const isChosen = index === this.chosen;
    return html`
      <div
        class=${isChosen ? 'stop chosen' : 'stop'}
        role="slider"
        tabindex=${this.disabled ? -1 : isChosen ? 0 : -1}
        aria-label=${t('Stop {number} of {count}', { number: index + 1, count: this.stops.length })}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(at * 100)}
        aria-valuetext="${Math.round(at * 100)} %, ${colour}"
        aria-disabled=${this.disabled}
        ?hidden=${isChosen && this.isOff}
        ${properties({ '--at': String(at), '--shown': colour })}
        @pointerdown=${(event: PointerEvent & { currentTarget: HTMLElement }) => this.handleDown(event, index)}
        @pointermove=${this.handleMove}
        @pointerup=${this.handleUp}
        @pointercancel=${this.handleUp}
        @focus=${() => (this.chosen = index)}
        @keydown=${(event: KeyboardEvent) => void this.handleKey(event, index)}
      ></div>
    `;
  }

  private renderChosen(stop: Stop | undefined) {
    if (!stop) return nothing;
    return html`
      <div class="head numbers" role="group" aria-label=${t('The chosen stop')}>
        <span class="name">${t('Position')}</span>
        ${renderCoordinate({
          letter: '',
          label: t('Position of the stop'),
          value: Math.round(stop[0] * 1000) / 10,
          unit: '%',
          step: 0.1,
          minimum: 0,
          maximum: 100,
          disabled: this.disabled,
          gesture: this.gesture,
          onInput: (value) => this.move(this.chosen, value / 100),
        })}
      </div>
      ${renderParameter({
        info: parameterInWords(COLOUR),
        value: stop[1],
        disabled: this.disabled,
        onChange: ({ value }: ParameterEvent) => {
          const changed: Stop = [stop[0], String(value)];
          this.set(this.stops.with(this.chosen, changed), changed);
        },
      })}
    `;
  }
}

export default control(
  'gradient',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-gradient
      .info=${info}
      .value=${value}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-gradient>`,
);
