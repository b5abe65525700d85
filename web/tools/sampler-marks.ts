import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Watch } from '../shell/state';
import { shared } from '../styles/shared';
import type { ToolHost } from './host';
import { samplers } from './samplers';

/** Shows where colours are watched, each with its number. */
@customElement('ff-sampler-marks')
export class SamplerMarks extends LitElement {
  @property({ attribute: false }) host!: ToolHost;

  private readonly watch = new Watch(this, (state) => ({ places: samplers(state) }));
  private unsubscribe = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.host.subscribe(() => this.watch.value.places.length && this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  protected override render() {
    const { places } = this.watch.value;
    if (!places.length) return nothing;
    return html`
      <svg aria-hidden="true">
        ${places.map((place, index) => {
          const { x, y } = this.host.viewport.toScreen(place);
          const d = `M${x - 9} ${y}h6M${x + 3} ${y}h6M${x} ${y - 9}v6M${x} ${y + 3}v6`;
          return svg`
            <path class="rim" d=${d} /><path class="line" d=${d} />
            <text x=${x + 8} y=${y + 16}>${index + 1}</text>
          `;
        })}
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

      svg {
        width: 100%;
        height: 100%;
      }

      path {
        fill: none;
      }

      .rim {
        stroke: var(--overlay-rim);
        stroke-width: 3px;
      }

      .line {
        stroke: var(--overlay);
        stroke-width: 1px;
      }

      text {
        fill: var(--overlay);
        stroke: var(--overlay-rim);
        stroke-width: 3px;
        stroke-linejoin: round;
        paint-order: stroke;
        font-size: var(--small);
      }
    `,
  ];
}
