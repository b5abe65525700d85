import { html, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../language/words';
import type { CurveInfo, ParameterValue } from '../generated/protocol';
import { icon } from '../icons';
import { properties } from '../styles/properties';
import { buttons, shared } from '../styles/shared';
import { control, ControlElement } from './control';
import { renderCoordinate } from './coordinates';
import { curveStyles } from './curve.styles';
import { fieldStyles } from './field.styles';
import './histogram-plot';
import type { Channel } from './histogram-plot';
import { monotoneCurve, type CurvePoint } from './monotone';

const TOP = 255;
/** Nearer to another point, in levels, none can be put. */
const APART = 1;
/** So far beside the plot, in CSS pixels, a dragged point is taken off. */
const OFF = 24;

/** A tone curve: click it to add a point, drag points, press Delete or drag one off to remove it. */
@customElement('ff-curve')
export class CurveControl extends ControlElement<CurveInfo> {
  @property({ attribute: false }) value: ParameterValue = [];
  @state() private chosen = 0;
  @state() private isOff = false;

  @query('.plot') private plot!: HTMLElement;

  static override styles = [shared, buttons, fieldStyles, curveStyles];

  private get points(): CurvePoint[] {
    return Array.isArray(this.value) ? (this.value as CurvePoint[]) : [];
  }

  private set(points: CurvePoint[], chosen: number): void {
    this.value = points as unknown[];
    this.chosen = Math.min(chosen, points.length - 1);
    this.emit(this.value);
  }

  private placeOf(event: PointerEvent): CurvePoint {
    const { left, bottom, width, height } = this.plot.getBoundingClientRect();
    return [((event.clientX - left) / width) * TOP, ((bottom - event.clientY) / height) * TOP];
  }

  /** A new point; where one is already that one is taken. Answers its index. */
  private add([input, output]: CurvePoint): number {
    const { points } = this;
    const near = points.findIndex(([x]) => Math.abs(x - input) < 4 * APART);
    if (near >= 0) {
      this.chosen = near;
      return near;
    }
    const found = points.findIndex(([x]) => x > input);
    const index = found < 0 ? points.length : found;
    this.set(points.toSpliced(index, 0, [level(input), level(output)]), index);
    return index;
  }

  private move(index: number, [input, output]: CurvePoint): void {
    const { points } = this;
    const least = index > 0 ? (points[index - 1]?.[0] ?? 0) + APART : 0;
    const most = index < points.length - 1 ? (points[index + 1]?.[0] ?? TOP) - APART : TOP;
    const x = Math.min(most, Math.max(least, level(input)));
    this.set(points.with(index, [x, level(output)]), index);
  }

  private takeOff(index: number): void {
    if (this.points.length > 2) this.set(this.points.toSpliced(index, 1), Math.max(0, index - 1));
  }

  private handleDown(event: PointerEvent): void {
    if (this.disabled || event.button !== 0) return;
    event.preventDefault();
    this.gesture.begin();
    this.plot.setPointerCapture(event.pointerId);
    const handle = event.composedPath().find((node) => node instanceof HTMLElement && node.dataset['index']);
    const index =
      handle instanceof HTMLElement ? Number(handle.dataset['index']) : this.add(this.placeOf(event));
    this.chosen = index;
    void this.focusChosen();
  }

  private handleMove(event: PointerEvent): void {
    if (!this.plot.hasPointerCapture(event.pointerId)) return;
    const { left, right, top, bottom } = this.plot.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    const isInner = this.chosen > 0 && this.chosen < this.points.length - 1;
    this.isOff = isInner && (x < left - OFF || x > right + OFF || y < top - OFF || y > bottom + OFF);
    if (!this.isOff) this.move(this.chosen, this.placeOf(event));
  }

  private handleUp(event: PointerEvent): void {
    if (!this.plot.hasPointerCapture(event.pointerId)) return;
    this.plot.releasePointerCapture(event.pointerId);
    if (this.isOff) this.takeOff(this.chosen);
    this.isOff = false;
    this.gesture.end();
  }

  private async focusChosen(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('.point')[this.chosen]?.focus();
  }

  private async handleKey(event: KeyboardEvent, index: number): Promise<void> {
    const [x = 0, y = 0] = this.points[index] ?? [];
    const by = event.shiftKey ? 10 : 1;
    const steps: Record<string, CurvePoint> = {
      ArrowRight: [by, 0],
      ArrowLeft: [-by, 0],
      ArrowUp: [0, by],
      ArrowDown: [0, -by],
    };
    const step = steps[event.key];
    if (step) this.move(index, [x + step[0], y + step[1]]);
    else if (event.key === 'Delete' || event.key === 'Backspace') this.takeOff(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
    await this.focusChosen();
  }

  /** A point in the widest gap after the chosen one, for those who work without a pointer. */
  private addByKey(): void {
    const { points, chosen } = this;
    const index = Math.min(chosen, points.length - 2);
    const middle = ((points[index]?.[0] ?? 0) + (points[index + 1]?.[0] ?? TOP)) / 2;
    this.add([middle, monotoneCurve(points)(middle)]);
    void this.focusChosen();
  }

  protected override render() {
    const { label, description } = this.info;
    const shown = this.isOff ? this.points.toSpliced(this.chosen, 1) : this.points;
    const height = monotoneCurve(shown);
    const path = Array.from(
      { length: TOP + 1 },
      (_, x) => `${x},${TOP - Math.min(TOP, Math.max(0, height(x)))}`,
    );
    return html`
      <div class="head">
        <span class="name" title=${description || nothing}>${label}</span>
        ${this.renderButtons()}
      </div>
      <div
        class="plot"
        role="group"
        aria-label=${label}
        @pointerdown=${this.handleDown}
        @pointermove=${this.handleMove}
        @pointerup=${this.handleUp}
        @pointercancel=${this.handleUp}
      >
        <ff-histogram-plot .channel=${channelOf(this.info.name)}></ff-histogram-plot>
        <svg viewBox="0 0 255 255" preserveAspectRatio="none" aria-hidden="true">
          ${svg`<path class="grid" d="M63.75 0V255M127.5 0V255M191.25 0V255M0 63.75H255M0 127.5H255M0 191.25H255M0 255L255 0" />
            <polyline class="curve" points=${path.join(' ')} />`}
        </svg>
        ${this.points.map((point, index) => this.renderPoint(point, index))}
      </div>
      ${this.renderChosen()}
    `;
  }

  private renderButtons() {
    return html`
      <button
        class="button icon"
        aria-label=${t('Add a point')}
        title=${t('Add a point')}
        ?disabled=${this.disabled}
        @click=${this.addByKey}
      >
        ${icon('plus')}
      </button>
      <button
        class="button icon"
        aria-label=${t('Remove the point')}
        title=${t('Remove the point')}
        ?disabled=${this.disabled || this.points.length <= 2}
        @click=${() => this.takeOff(this.chosen)}
      >
        ${icon('trash')}
      </button>
      <button
        class="button icon"
        aria-label=${t('Reset {label}', { label: this.info.label })}
        title=${t('Reset the curve')}
        ?disabled=${this.disabled}
        @click=${() => this.set(this.info.default as unknown[] as CurvePoint[], 0)}
      >
        ${icon('reset')}
      </button>
    `;
  }

  private renderPoint([input, output]: CurvePoint, index: number) {
    const isChosen = index === this.chosen;
    return html`
      <div
        class=${isChosen ? 'point chosen' : 'point'}
        data-index=${index}
        role="slider"
        tabindex=${isChosen && !this.disabled ? 0 : -1}
        aria-label=${t('Point {number} of {count}', { number: index + 1, count: this.points.length })}
        aria-valuemin="0"
        aria-valuemax=${TOP}
        aria-valuenow=${output}
        aria-valuetext=${t('{input} becomes {output}', { input, output })}
        aria-disabled=${this.disabled}
        ?hidden=${isChosen && this.isOff}
        ${properties({ '--x': String(input / TOP), '--y': String(output / TOP) })}
        @focus=${() => (this.chosen = index)}
        @dblclick=${() => this.takeOff(index)}
        @keydown=${(event: KeyboardEvent) => void this.handleKey(event, index)}
      ></div>
    `;
  }

  private renderChosen() {
    const [input, output] = this.points[this.chosen] ?? [0, 0];
    const common = { unit: '', minimum: 0, maximum: TOP, disabled: this.disabled, gesture: this.gesture };
    return html`
      <div class="numbers values" role="group" aria-label=${t('The chosen point')}>
        ${renderCoordinate({
          ...common,
          letter: t('In'),
          label: t('Input'),
          value: input,
          onInput: (value) => this.move(this.chosen, [value, output]),
        })}
        ${renderCoordinate({
          ...common,
          letter: t('Out'),
          label: t('Output'),
          value: output,
          onInput: (value) => this.move(this.chosen, [input, value]),
        })}
      </div>
    `;
  }
}

export default control(
  'curve',
  ({ info, value, disabled, onChange }) =>
    html`<ff-curve .info=${info} .value=${value} ?disabled=${disabled} @ff-parameter=${onChange}></ff-curve>`,
);

function level(value: number): number {
  return Math.min(TOP, Math.max(0, Math.round(value)));
}

/** The histogram behind the curve: that of the channel that it is for. */
function channelOf(name: string): Channel {
  return name === 'red' || name === 'green' || name === 'blue' ? name : 'luma';
}
