import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import { uniqueId } from '../unique-id';
import { properties } from '../styles/properties';
import { shared } from '../styles/shared';
import { checkers } from './checkers';
import { describe } from './colour';
import { ColourEvent } from './colour-event';

const MOVES: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -8, ArrowDown: 8 };

/** Colours to choose from: one stop of the Tab key, arrow keys inside, Delete where colours may be removed. */
@customElement('ff-swatches')
export class Swatches extends LitElement {
  @property({ attribute: false }) colours: readonly string[] = [];
  @property() label = '';
  /** The colour that is marked as the chosen one. */
  @property() value = '';
  /** Whether Delete asks to remove a colour, by an event `ff-remove`. */
  @property({ type: Boolean }) removable = false;

  @state() private at = 0;

  private choose(colour: string, index: number): void {
    this.at = index;
    this.dispatchEvent(new ColourEvent(colour, uniqueId()));
  }

  private handleKey(event: KeyboardEvent, index: number): void {
    const colour = this.colours[index];
    if (event.key === 'Delete' && this.removable && colour !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.dispatchEvent(new CustomEvent<string>('ff-remove', { detail: colour }));
      return;
    }
    const ends: Record<string, number> = { Home: 0, End: this.colours.length - 1 };
    const move = MOVES[event.key];
    const next = ends[event.key] ?? (move === undefined ? undefined : index + move);
    if (next === undefined || !this.colours[next]) return;
    event.preventDefault();
    this.at = next;
    this.renderRoot.querySelectorAll<HTMLElement>('button')[next]?.focus();
  }

  protected override render() {
    const at = Math.min(this.at, this.colours.length - 1);
    return html`
      <div class="colours" role="group" aria-label=${this.label}>
        ${this.colours.map(
          (colour, index) => html`
            <button
              class="colour"
              title=${describe(colour)}
              aria-label=${describe(colour)}
              aria-pressed=${colour === this.value}
              tabindex=${index === at ? 0 : -1}
              ${properties({ '--colour': colour })}
              @click=${() => this.choose(colour, index)}
              @keydown=${(event: KeyboardEvent) => this.handleKey(event, index)}
            ></button>
          `,
        )}
      </div>
    `;
  }

  static override styles = [
    shared,
    checkers,
    css`
      :host {
        display: block;
      }

      .colours {
        display: grid;
        grid-template-columns: repeat(8, 1.5rem);
        justify-content: space-between;
        row-gap: 0.25rem;
      }

      .colour {
        width: 1.5rem;
        height: 1.5rem;
        padding: 0;
        border: 1px solid var(--control);
        border-radius: 0.25rem;
        background: linear-gradient(var(--colour), var(--colour)), var(--checkers);
        cursor: default;
        forced-color-adjust: none;
      }

      .colour[aria-pressed='true'],
      .colour:focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }

      @media (pointer: coarse), (max-width: 40rem) {
        .colours {
          grid-template-columns: repeat(8, minmax(0, 2.75rem));
        }

        .colour {
          width: 100%;
          height: 2.75rem;
        }
      }
    `,
  ];
}
