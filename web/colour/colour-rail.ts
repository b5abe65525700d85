import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

import '../controls/number-field';
import type { NumberField } from '../controls/number-field';
import { properties } from '../styles/properties';
import { shared } from '../styles/shared';
import { checkers } from './checkers';

/** One part of a colour: a rail that shows what it would become, and the number. */
@customElement('ff-colour-rail')
export class ColourRail extends LitElement {
  @property() label = '';
  @property({ type: Number }) value = 0;
  @property({ type: Number }) maximum = 100;
  @property() unit = '';
  /** What lies along the rail, as a list of colours for a CSS gradient. */
  @property() colours = '';

  @query('input') private range!: HTMLInputElement;

  protected override updated(): void {
    this.range.value = String(this.value);
  }

  private change(value: number): void {
    this.value = Math.min(this.maximum, Math.max(0, value));
    this.dispatchEvent(new Event('input'));
  }

  private handleKey(event: KeyboardEvent): void {
    const direction = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (!direction || !event.shiftKey) return;
    event.preventDefault();
    this.change(this.value + direction * 10);
  }

  private handleInput(event: Event): void {
    event.stopPropagation();
    this.change(this.range.valueAsNumber);
  }

  protected override render() {
    const emit = (name: string) => () => this.dispatchEvent(new Event(name));
    return html`
      <span class="name" aria-hidden="true">${this.label}</span>
      <input
        type="range"
        min="0"
        max=${this.maximum}
        step="1"
        aria-label=${this.label}
        aria-valuetext=${this.unit ? `${Math.round(this.value)} ${this.unit}` : nothing}
        ${properties({ '--rail': `linear-gradient(to right, ${this.colours})` })}
        @pointerdown=${emit('scrub-start')}
        @pointerup=${emit('scrub-end')}
        @pointercancel=${emit('scrub-end')}
        @input=${this.handleInput}
        @keydown=${this.handleKey}
      />
      <ff-number-field
        label=${this.label}
        .value=${Math.round(this.value)}
        .minimum=${0}
        .maximum=${this.maximum}
        unit=${this.unit}
        @scrub-start=${emit('scrub-start')}
        @scrub-end=${emit('scrub-end')}
        @input=${(event: Event & { target: NumberField }) => {
          event.stopPropagation();
          this.change(event.target.value);
        }}
      ></ff-number-field>
    `;
  }

  static override styles = [
    shared,
    checkers,
    css`
      :host {
        --thumb: 0.75rem;
        display: grid;
        grid-template-columns: 4.5rem minmax(0, 1fr) 3.5rem;
        align-items: center;
        min-height: 1.5rem;
      }

      .name {
        overflow: hidden;
        color: var(--quiet);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      ff-number-field {
        justify-self: end;
      }

      input {
        width: 100%;
        height: 1rem;
        background: none;
        appearance: none;
        cursor: default;
        touch-action: pan-y;
        forced-color-adjust: none;
      }

      input:focus-visible {
        outline: none;
      }

      input::-webkit-slider-runnable-track {
        height: 0.5rem;
        border-radius: 0.25rem;
        background: var(--rail), var(--checkers);
      }

      input::-moz-range-track {
        height: 0.5rem;
        border-radius: 0.25rem;
        background: var(--rail), var(--checkers);
      }

      input::-webkit-slider-thumb {
        width: var(--thumb);
        height: var(--thumb);
        margin-top: calc(0.25rem - var(--thumb) / 2);
        border: 2px solid white;
        border-radius: 50%;
        background: none;
        box-shadow: 0 0 0 1px black;
        appearance: none;
      }

      input::-moz-range-thumb {
        box-sizing: border-box;
        width: var(--thumb);
        height: var(--thumb);
        border: 2px solid white;
        border-radius: 50%;
        background: none;
        box-shadow: 0 0 0 1px black;
      }

      input:focus-visible::-webkit-slider-thumb {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }

      input:focus-visible::-moz-range-thumb {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }

      @media (pointer: coarse), (max-width: 40rem) {
        :host {
          --thumb: 1.5rem;
          grid-template-columns: 5.5rem minmax(0, 1fr) 4.5rem;
        }

        input {
          height: 2.75rem;
        }
      }
    `,
  ];
}
