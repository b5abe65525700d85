import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';

import { t } from '../language/words';
import { properties } from '../styles/properties';
import { shared } from '../styles/shared';

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const clamp = (value: number) => Math.min(100, Math.max(0, value));

/** A square of one hue: saturation from left to right, brightness from below. Dragged, or moved by arrow keys. */
@customElement('ff-colour-area')
export class ColourArea extends LitElement {
  @property({ type: Number }) hue = 0;
  @property({ type: Number }) saturation = 0;
  @property({ type: Number }) value = 0;

  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  private set(saturation: number, value: number): void {
    this.saturation = clamp(saturation);
    this.value = clamp(value);
    this.dispatchEvent(new Event('input'));
  }

  private handleDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const area = event.currentTarget as HTMLElement;
    area.setPointerCapture(event.pointerId);
    this.dispatchEvent(new Event('scrub-start'));
    this.take(event);
  }

  private take(event: PointerEvent): void {
    const area = event.currentTarget as HTMLElement;
    if (!area.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = area.getBoundingClientRect();
    this.set(((event.clientX - left) / width) * 100, (1 - (event.clientY - top) / height) * 100);
  }

  private handleUp(): void {
    this.dispatchEvent(new Event('scrub-end'));
  }

  private handleKey(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const size = event.shiftKey ? 10 : 1;
    this.set(this.saturation + step[0] * size, this.value + step[1] * size);
  }

  protected override render() {
    const { hue, saturation, value } = this;
    const words = t('Saturation {saturation} %, brightness {value} %', {
      saturation: Math.round(saturation),
      value: Math.round(value),
    });
    return html`
      <div
        class="area"
        role="slider"
        tabindex="0"
        aria-label=${t('Saturation and brightness')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(saturation)}
        aria-valuetext=${words}
        ${properties({ '--hue': `hsl(${hue} 100% 50%)` })}
        @pointerdown=${this.handleDown}
        @pointermove=${this.take}
        @lostpointercapture=${this.handleUp}
        @keydown=${this.handleKey}
      >
        <span class="mark" ${properties({ left: `${saturation}%`, top: `${100 - value}%` })}></span>
      </div>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }

      .area {
        position: relative;
        height: 100%;
        border-radius: 0.25rem;
        background:
          linear-gradient(to top, black, transparent), linear-gradient(to right, white, transparent),
          var(--hue);
        cursor: crosshair;
        touch-action: none;
        forced-color-adjust: none;
      }

      .area:focus-visible {
        outline-offset: 1px;
      }

      .mark {
        position: absolute;
        width: 0.75rem;
        height: 0.75rem;
        border: 2px solid white;
        border-radius: 50%;
        box-shadow: 0 0 0 1px black;
        transform: translate(-50%, -50%);
        pointer-events: none;
      }
    `,
  ];
}
