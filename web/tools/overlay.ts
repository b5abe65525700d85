import { css, html, LitElement, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shared } from '../styles/shared';
import type { ToolHost } from './host';

/** What the tool draws over the picture. It never takes a pointer: those go to the tool through the canvas. */
@customElement('ff-tool-overlay')
export class ToolOverlay extends LitElement {
  @property({ attribute: false }) host!: ToolHost;

  private unsubscribe = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.host.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  protected override render() {
    const overlay = this.host.session?.overlay?.();
    return html`
      ${overlay ? html`<svg aria-hidden="true">${svg`${overlay}`}</svg>` : nothing}
      ${this.host.session?.typing}
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
        overflow: visible;
      }

      /* A light line with a dark rim is seen on every picture. */
      .line {
        fill: none;
        stroke: var(--overlay);
        stroke-width: 1px;
      }

      .rim {
        fill: none;
        stroke: var(--overlay-rim);
        stroke-width: 3px;
      }

      .dashed {
        stroke-dasharray: 4 3;
      }

      .label {
        fill: var(--overlay);
        stroke: var(--overlay-rim);
        stroke-width: 3px;
        stroke-linejoin: round;
        paint-order: stroke;
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }

      .thin {
        fill: none;
        stroke: var(--overlay);
        stroke-width: 1px;
        opacity: 0.5;
      }

      /* What is typed into a text layer goes here, out of sight, where the caret is. */
      .typing {
        position: absolute;
        width: 1px;
        height: 1rem;
        padding: 0;
        border: 0;
        opacity: 0;
        resize: none;
        overflow: hidden;
        outline: none;
        font-size: 1rem; /* smaller would make phones zoom in on focus */
        white-space: pre;
        pointer-events: none;
      }

      .chosen {
        fill: var(--accent);
        opacity: 0.4;
      }

      .caret {
        animation: blink 1.1s steps(1) infinite;
      }

      @keyframes blink {
        50% {
          opacity: 0;
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .caret {
          animation: none;
        }
      }

      /* Where a stroke will be that the picture does not show yet. */
      .way {
        fill: none;
        stroke: var(--overlay);
        stroke-linecap: round;
        stroke-linejoin: round;
        opacity: 0.4;
      }

      .snap {
        fill: none;
        stroke: var(--accent);
        stroke-width: 1px;
      }

      .handle {
        fill: var(--overlay);
        stroke: var(--overlay-rim);
        stroke-width: 1px;
      }

      .dim {
        fill: var(--overlay-dim);
        fill-rule: evenodd;
      }
    `,
  ];
}
