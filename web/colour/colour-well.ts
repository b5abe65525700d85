import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

import { properties } from '../styles/properties';
import { shared } from '../styles/shared';
import { checkers } from './checkers';
import { describe } from './colour';
import { ColourEvent } from './colour-event';
import './colour-picker';
import type { ColourPicker } from './colour-picker';
import { remember } from './palette';
import { place, type Side } from '../shell/place';

/** A colour that opens its picker when it is pressed. Tells of new ones by `ff-colour`. */
@customElement('ff-colour-well')
export class ColourWell extends LitElement {
  /** What the colour is for; the button's name. */
  @property() label = 'Colour';
  @property() value = '#000000';
  @property({ type: Boolean }) alpha = false;
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** Where the picker opens. */
  @property() side: Side = 'below';

  @state() private isOpen = false;
  @query('.well') private button!: HTMLButtonElement;
  @query('.float') private float!: HTMLElement;
  @query('ff-colour-picker') private picker!: ColourPicker | null;

  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  private async toggle(): Promise<void> {
    if (this.isOpen) {
      this.float.hidePopover();
      return;
    }
    this.isOpen = true;
    await this.updateComplete;
    this.picker?.begin();
    await this.picker?.updateComplete;
    this.float.showPopover();
    place(this.float, this.button, this.side);
    this.picker?.focus();
  }

  private handleToggle(event: ToggleEvent): void {
    if (event.newState === 'open' || !this.isOpen) return;
    this.isOpen = false;
    remember(this.value);
    this.button.focus();
  }

  private handleColour(event: ColourEvent): void {
    this.value = event.colour;
    this.dispatchEvent(new ColourEvent(event.colour, event.gesture));
  }

  protected override render() {
    return html`
      <button
        class="well"
        aria-label=${`${this.label}, ${describe(this.value)}`}
        aria-haspopup="dialog"
        aria-expanded=${this.isOpen}
        title=${this.label}
        ?disabled=${this.disabled}
        ${properties({ '--colour': this.value })}
        @click=${this.toggle}
      ></button>
      <div class="float" popover="auto" role="dialog" aria-label=${this.label} @toggle=${this.handleToggle}>
        ${
          this.isOpen
            ? html`<ff-colour-picker
                .value=${this.value}
                ?alpha=${this.alpha}
                @ff-colour=${this.handleColour}
              ></ff-colour-picker>`
            : nothing
        }
      </div>
    `;
  }

  static override styles = [
    shared,
    checkers,
    css`
      :host {
        display: inline-block;
        flex: none;
        width: var(--row);
        height: var(--row);
      }

      .well {
        width: 100%;
        height: 100%;
        padding: 0;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: linear-gradient(var(--colour), var(--colour)), var(--checkers);
        box-shadow: inset 0 0 0 2px var(--panel);
        cursor: default;
        forced-color-adjust: none;
      }

      .well:focus-visible {
        outline-offset: 1px;
      }

      :host([disabled]) .well {
        opacity: 0.4;
      }

      .float {
        inset: auto;
        margin: 0;
        padding: 0.75rem;
        border: 1px solid var(--line);
        border-radius: var(--radius-dialog);
        background: var(--raised);
        color: var(--text);
        box-shadow: var(--float-shadow);
        overscroll-behavior: contain;
      }

      @media (max-width: 40rem) {
        .float {
          inset: auto 0 0;
          width: 100%;
          max-width: none;
          max-height: 80dvh;
          border-radius: var(--radius-dialog) var(--radius-dialog) 0 0;
        }
      }
    `,
  ];
}
