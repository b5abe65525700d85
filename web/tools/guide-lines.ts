import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { store, Watch } from '../shell/state';
import { shared } from '../styles/shared';
import { guides, setGuides } from './aid-actions';
import { GRID_LEAST, type Axis, type Guide } from './aids';
import type { ToolHost } from './host';

/** The grid and the guides over the picture. While a tool that moves is in use, guides can be dragged. */
@customElement('ff-guide-lines')
export class GuideLines extends LitElement {
  @property({ attribute: false }) host!: ToolHost;

  private dragged: Guide | null = null;
  private unsubscribe = (): void => {};

  constructor() {
    super();
    new Watch(this, ({ aids, document, tool }) => ({ aids, document, tool }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.host.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  private grasp(event: PointerEvent & { currentTarget: Element }, guide: Guide): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    this.dragged = guide;
  }

  private move(event: PointerEvent): void {
    const { dragged } = this;
    if (!dragged) return;
    const { left, top } = this.getBoundingClientRect();
    const place = this.host.viewport.toPicture({ x: event.clientX - left, y: event.clientY - top });
    this.dragged = { axis: dragged.axis, at: Math.round(place[dragged.axis]) };
    setGuides(guides().map((guide) => (guide === dragged ? (this.dragged ?? guide) : guide)));
  }

  /** Off the stage, a guide is let go of for good. */
  private drop(event: PointerEvent): void {
    const { dragged } = this;
    this.dragged = null;
    const { left, top, right, bottom } = this.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (dragged && (x < left || y < top || x > right || y > bottom)) {
      setGuides(guides().filter((guide) => guide !== dragged));
    }
  }

  protected override render() {
    const { document, aids, tool } = store.state;
    if (!document) return nothing;
    const canDrag = tool === 'move';
    return html`<svg aria-hidden="true">
      ${aids.grid ? svg`<path class="grid" d=${this.gridPath(document.width, document.height)} />` : nothing}
      ${
        aids.guides
          ? guides().map((guide) => {
              const path = this.across(guide);
              return svg`
                <path class="guide" d=${path} />
                <path
                  class=${canDrag ? `grip ${guide.axis}` : 'none'}
                  d=${path}
                  @pointerdown=${(event: PointerEvent & { currentTarget: Element }) => this.grasp(event, guide)}
                  @pointermove=${this.move}
                  @pointerup=${this.drop}
                  @pointercancel=${this.drop}
                />
              `;
            })
          : nothing
      }
    </svg>`;
  }

  /** The whole stage across, at a place of the picture. */
  private across({ axis, at }: Guide): string {
    const { viewport } = this.host;
    const { width, height } = viewport.size;
    const far = (width + height) / viewport.scale;
    const middle = viewport.toPicture({ x: width / 2, y: height / 2 });
    return axis === 'x'
      ? this.segment({ x: at, y: middle.y - far }, { x: at, y: middle.y + far })
      : this.segment({ x: middle.x - far, y: at }, { x: middle.x + far, y: at });
  }

  private gridPath(width: number, height: number): string {
    const { spacing } = store.state.aids;
    if (spacing * this.host.viewport.scale < GRID_LEAST) return '';
    const lines = (axis: Axis, length: number) =>
      Array.from({ length: Math.ceil(length / spacing) - 1 }, (_, index) => {
        const at = (index + 1) * spacing;
        return axis === 'x'
          ? this.segment({ x: at, y: 0 }, { x: at, y: height })
          : this.segment({ x: 0, y: at }, { x: width, y: at });
      }).join('');
    return lines('x', width) + lines('y', height);
  }

  private segment(from: { x: number; y: number }, to: { x: number; y: number }): string {
    const { viewport } = this.host;
    // In the middle of a screen pixel, where the line is sharp.
    const text = (point: { x: number; y: number }) => {
      const { x, y } = viewport.toScreen(point);
      return viewport.rotation === 0
        ? `${Math.round(x) + 0.5} ${Math.round(y) + 0.5}`
        : `${x.toFixed(2)} ${y.toFixed(2)}`;
    };
    return `M${text(from)}L${text(to)}`;
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

      svg {
        width: 100%;
        height: 100%;
      }

      path {
        fill: none;
      }

      .grid {
        stroke: var(--overlay);
        opacity: 0.25;
      }

      .guide {
        stroke: var(--guide);
      }

      .grip {
        stroke: transparent;
        stroke-width: 7px;
        pointer-events: stroke;
        touch-action: none;
      }

      .grip.x {
        cursor: ew-resize;
      }

      .grip.y {
        cursor: ns-resize;
      }
    `,
  ];
}
