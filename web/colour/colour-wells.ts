import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { Watch } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import type { ColourEvent } from './colour-event';
import './colour-well';
import { resetColours, setColour, swapColours } from './palette';

/** The foreground and the background colour, as they lie over each other; swapped by X, black and white by D. */
@customElement('ff-colour-wells')
export class ColourWells extends LitElement {
  private readonly watch = new Watch(this, ({ palette }) => ({ palette }));

  protected override render() {
    const { foreground, background } = this.watch.value.palette;
    return html`
      <ff-colour-well
        class="background"
        side="beside"
        label=${t('Background colour')}
        .value=${background}
        @ff-colour=${({ colour }: ColourEvent) => setColour('background', colour)}
      ></ff-colour-well>
      <ff-colour-well
        class="foreground"
        side="beside"
        label=${t('Foreground colour')}
        .value=${foreground}
        @ff-colour=${({ colour }: ColourEvent) => setColour('foreground', colour)}
      ></ff-colour-well>
      <button
        class="button swap"
        title=${t('Swap the two colours (X)')}
        aria-label=${t('Swap the two colours')}
        @click=${swapColours}
      >
        ${icon('swap')}
      </button>
      <button
        class="button reset"
        title=${t('Black and white (D)')}
        aria-label=${t('Black and white')}
        @click=${resetColours}
      >
        <span></span>
      </button>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        grid-template: repeat(4, 0.625rem) / repeat(4, 0.625rem);
        width: 2.5rem;
        height: 2.5rem;
      }

      ff-colour-well {
        width: 1.5rem;
        height: 1.5rem;
      }

      .foreground {
        grid-area: 1 / 1;
        z-index: 1;
      }

      .background {
        grid-area: 2 / 2;
        translate: 0.375rem 0.375rem;
      }

      .button {
        min-height: 0;
        padding: 0;
        border: 0;
        color: var(--quiet);
      }

      .button svg {
        width: 0.75rem;
        height: 0.75rem;
      }

      .swap {
        grid-area: 1 / 3;
        width: 0.875rem;
        height: 0.875rem;
        translate: 0.375rem 0;
        rotate: -45deg;
      }

      .reset {
        grid-area: 3 / 1;
        width: 0.875rem;
        height: 0.875rem;
        translate: 0 0.375rem;
      }

      .reset span,
      .reset span::before {
        width: 0.375rem;
        height: 0.375rem;
        border: 1px solid var(--quiet);
        background: black;
      }

      .reset span {
        position: relative;
        translate: -0.0625rem -0.0625rem;
      }

      .reset span::before {
        content: '';
        position: absolute;
        left: 0.125rem;
        top: 0.125rem;
        z-index: -1;
        background: white;
      }
    `,
  ];
}
