import { css, html, LitElement, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Watch } from '../shell/state';
import { shared } from '../styles/shared';
import { guides, setGuides } from './aid-actions';
import type { Axis, Guide } from './aids';
import type { ToolHost } from './host';
import { marks } from './ruler-marks';

const THICKNESS = 20; // CSS pixels

/** Rulers along the top and the left of the stage, in pixels of the picture; guides are pulled out of them. */
@customElement('ff-rulers')
export class Rulers extends LitElement {
  @property({ attribute: false }) host!: ToolHost;
  /** The guide that is being pulled out. */
  @state() private pulled: Guide | null = null;

  private unsubscribe = (): void => {};

  constructor() {
    super();
    new Watch(this, ({ aids, document }) => ({ aids, document }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.host.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  /** A ruler gives guides along itself: the one at the top level ones. */
  private pull(event: PointerEvent & { currentTarget: Element }, axis: Axis): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    this.pulled = { axis, at: this.place(event, axis) };
    setGuides([...guides(), this.pulled]);
  }

  private move(event: PointerEvent): void {
    if (!this.pulled) return;
    const { axis } = this.pulled;
    const moved = { axis, at: this.place(event, axis) };
    setGuides(guides().map((guide) => (guide === this.pulled ? moved : guide)));
    this.pulled = moved;
  }

  private drop(event: PointerEvent): void {
    const { pulled } = this;
    this.pulled = null;
    if (!pulled) return;
    const { left, top } = this.getBoundingClientRect();
    const isBack = (pulled.axis === 'x' ? event.clientX - left : event.clientY - top) < THICKNESS;
    if (isBack) setGuides(guides().filter((guide) => guide !== pulled));
  }

  private place(event: PointerEvent, axis: Axis): number {
    const { left, top } = this.getBoundingClientRect();
    const { viewport } = this.host;
    const place = viewport.toPicture({ x: event.clientX - left, y: event.clientY - top });
    return Math.round(place[axis]);
  }

  protected override render() {
    const { viewport } = this.host;
    const { width, height } = viewport.size;
    const origin = viewport.toScreen({ x: 0, y: 0 });
    // Where the view is turned, no number along an edge would be true.
    const isUpright = viewport.rotation === 0;
    return html`
      ${this.renderRuler('y', width, isUpright ? origin.x : null)}
      ${this.renderRuler('x', height, isUpright ? origin.y : null)}
      <div class="corner"></div>
    `;
  }

  /** `axis` is that of its guides. */
  private renderRuler(axis: Axis, length: number, origin: number | null) {
    const isTop = axis === 'y';
    const lines = origin === null ? [] : marks(origin, this.host.viewport.scale, length);
    const path = lines
      .map(({ at, isLong }) => {
        const from = isLong ? 0 : THICKNESS - 5;
        const place = Math.round(at) + 0.5;
        return isTop ? `M${place} ${from}V${THICKNESS}` : `M${from} ${place}H${THICKNESS}`;
      })
      .join('');
    return html`
      <svg
        class=${isTop ? 'top' : 'left'}
        aria-hidden="true"
        @pointerdown=${(event: PointerEvent & { currentTarget: Element }) => this.pull(event, axis)}
        @pointermove=${this.move}
        @pointerup=${this.drop}
        @pointercancel=${this.drop}
      >
        <path d=${path} />
        ${lines
          .filter(({ isLong }) => isLong)
          .map(({ at, value }) =>
            isTop
              ? svg`<text x=${at + 3} y="10">${value}</text>`
              : svg`<text x="10" y=${at + 3} transform=${`rotate(-90 10 ${at + 3})`} text-anchor="end">${value}</text>`,
          )}
      </svg>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        inset: 0;
        overflow: hidden;
        pointer-events: none;
      }

      svg,
      .corner {
        position: absolute;
        top: 0;
        left: 0;
        background: var(--panel);
        pointer-events: auto;
        touch-action: none;
      }

      .top {
        width: 100%;
        height: 20px;
        border-bottom: 1px solid var(--line);
        cursor: ns-resize;
      }

      .left {
        width: 20px;
        height: 100%;
        border-right: 1px solid var(--line);
        cursor: ew-resize;
      }

      .corner {
        width: 20px;
        height: 20px;
        border: solid var(--line);
        border-width: 0 1px 1px 0;
      }

      path {
        fill: none;
        stroke: var(--control);
      }

      text {
        fill: var(--quiet);
        font-size: 0.5625rem;
        font-variant-numeric: tabular-nums;
        user-select: none;
      }
    `,
  ];
}
