import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { sentence } from '../language/sentences';
import { shared } from '../styles/shared';
import { Watch } from './state';

/** The thin line at the top of the picture while something is going on. */
@customElement('ff-progress-line')
export class ProgressLine extends LitElement {
  private readonly watch = new Watch(this, ({ activity, boot }) => ({ activity, boot }));

  protected override updated(): void {
    const { activity, boot } = this.watch.value;
    const fraction = boot.ready ? activity?.fraction : boot.fraction;
    this.style.setProperty('--fraction', String(fraction ?? 1));
  }

  protected override render() {
    const { activity, boot } = this.watch.value;
    const shown = boot.ready ? activity : boot.failed ? null : boot;
    if (!shown) return nothing;
    const isKnown = shown.fraction !== null;
    return html`
      <div
        role="progressbar"
        aria-label=${sentence(shown.message)}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${isKnown ? Math.round((shown.fraction ?? 0) * 100) : nothing}
        class=${isKnown ? 'bar' : 'bar unknown'}
      ></div>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        inset: 0 0 auto;
        height: 2px;
        overflow: hidden;
        pointer-events: none;
      }

      /* What is over in a moment shows no line at all. */
      .bar {
        height: 100%;
        background: var(--text);
        transform: scaleX(var(--fraction));
        transform-origin: left;
        transition: transform var(--motion) linear;
        animation: appear var(--motion) 300ms backwards;
      }

      .unknown {
        width: 25%;
        animation:
          appear var(--motion) 300ms backwards,
          wander 1.6s ease-in-out infinite alternate;
      }

      @keyframes appear {
        from {
          opacity: 0;
        }
      }

      @keyframes wander {
        from {
          translate: 0;
        }

        to {
          translate: 300%;
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .unknown {
          width: 100%;
          opacity: 0.4;
          animation: none;
        }
      }

      @media (forced-colors: active) {
        .bar {
          background: Highlight;
        }
      }
    `,
  ];
}
