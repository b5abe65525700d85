import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistogramInfo } from '../generated/protocol';
import { viewHistogram } from '../shell/histogram';
import { Watch } from '../shell/state';
import { shared } from '../styles/shared';
import { areaOf, TOP } from './histogram-area';

export type Channel = keyof HistogramInfo;

/** How often each value occurs in the active layer, as an area that fills its box. */
@customElement('ff-histogram-plot')
export class HistogramPlot extends LitElement {
  @property({ reflect: true }) channel: Channel = 'luma';

  private readonly watch = new Watch(this, ({ histogram }) => ({ histogram }));
  private leave = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.leave = viewHistogram();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
  }

  protected override render() {
    const { histogram } = this.watch.value;
    if (!histogram) return '';
    return html`
      <svg viewBox="0 0 ${TOP} 1" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<path d=${areaOf(histogram[this.channel])} />`}
      </svg>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        pointer-events: none;
      }

      svg {
        width: 100%;
        height: 100%;
      }

      path {
        fill: var(--control);
        opacity: 0.6;
      }

      :host([channel='red']) path {
        fill: var(--red);
      }

      :host([channel='green']) path {
        fill: var(--green);
      }

      :host([channel='blue']) path {
        fill: var(--blue);
      }
    `,
  ];
}
