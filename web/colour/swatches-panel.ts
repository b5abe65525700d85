import { css, html, LitElement, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { Watch } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import { FIRST_PALETTE } from './first-palette';
import type { ColourEvent } from './colour-event';
import { addSwatch, removeSwatch, resetSwatches, setColour } from './palette';
import './swatches';

/** The colours that somebody keeps, and the recent ones: a press paints with one. */
@customElement('ff-swatches-panel')
export class SwatchesPanel extends LitElement {
  private readonly watch = new Watch(this, ({ palette }) => ({ palette }));

  private choose({ colour }: ColourEvent): void {
    setColour('foreground', colour);
  }

  protected override render() {
    const { foreground, recent, swatches } = this.watch.value.palette;
    const isKept = swatches.includes(foreground);
    return html`
      <ff-swatches
        label=${t('Swatches')}
        removable
        .colours=${swatches}
        value=${foreground}
        @ff-colour=${this.choose}
        @ff-remove=${({ detail }: CustomEvent<string>) => removeSwatch(detail)}
      ></ff-swatches>
      <div class="actions">
        ${
          isKept
            ? html`<button class="button" @click=${() => removeSwatch(foreground)}>
                ${icon('trash')} ${t('Remove this colour')}
              </button>`
            : html`<button class="button" @click=${() => addSwatch(foreground)}>
                ${icon('plus')} ${t('Keep this colour')}
              </button>`
        }
        ${
          swatches === FIRST_PALETTE.swatches || String(swatches) === String(FIRST_PALETTE.swatches)
            ? nothing
            : html`<button
                class="button reset"
                title=${t('Back to the first swatches')}
                aria-label=${t('Back to the first swatches')}
                @click=${resetSwatches}
              >
                ${icon('reset')}
              </button>`
        }
      </div>
      ${
        recent.length
          ? html`<h3>${t('Recent')}</h3>
              <ff-swatches
                label=${t('Recent colours')}
                .colours=${recent}
                value=${foreground}
                @ff-colour=${this.choose}
              ></ff-swatches>`
          : nothing
      }
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
      }

      .actions {
        display: flex;
        justify-content: space-between;
        margin: 0.25rem -0.5rem 0;
      }

      .button {
        padding: 0 0.5rem;
      }

      .reset {
        width: var(--row);
        padding: 0;
        color: var(--quiet);
      }

      h3 {
        margin: 0.5rem 0 0.25rem;
        color: var(--quiet);
        font-size: inherit;
        font-weight: inherit;
      }
    `,
  ];
}
