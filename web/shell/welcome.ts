import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import { icon } from '../icons';
import { buttons, shared } from '../styles/shared';
import { find } from '../commands/commands';
import { openSample } from '../documents/opening';
import { samples } from './samples';
import { Watch } from './state';
import type { Workspace } from './workspace';

/** The empty viewport: an invitation. */
@customElement('ff-welcome')
export class Welcome extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ boot, isPhone }) => ({ boot, isPhone }));

  protected override render() {
    const { boot, isPhone } = this.watch.value;
    if (boot.failed) {
      const { what, advice } = boot.failed;
      return html`<div class="middle">
        <h2>${t('FotoFun could not start')}</h2>
        <p>${what}</p>
        ${advice ? html`<p class="quiet">${advice}</p>` : nothing}
      </div>`;
    }
    return html`
      <div class="middle">
        <h2>${isPhone ? t('Start with a photo') : t('Drop a photo here')}</h2>
        <p class="quiet">
          ${isPhone ? t('JPEG, PNG or WebP') : t('or paste one, or choose a JPEG, PNG or WebP file')}
        </p>
        <button class="button primary" @click=${() => find('open').perform(this.workspace)}>
          ${t('Open a photo…')}
        </button>
        <p class="quiet try" id="samples">${t('No photo at hand? Try one of these.')}</p>
        <ul aria-labelledby="samples">
          ${samples.map(
            ({ file, label }) => html`
              <li>
                <button
                  title=${t(label)}
                  aria-label=${t('Open the sample photo {label}', { label: t(label) })}
                  @click=${() => void openSample(this.workspace, `samples/${file}`, file)}
                >
                  <img src="samples/thumbnails/${file}" alt="" width="120" height="80" />
                </button>
              </li>
            `,
          )}
        </ul>
        <p class="promise">${icon('shield')} ${t('Nothing you open leaves this device.')}</p>
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        overflow: auto;
      }

      .middle {
        display: grid;
        justify-items: center;
        max-width: 32rem;
        margin: auto;
        padding: 1.5rem;
        font-size: var(--menu);
        line-height: var(--menu-line);
        text-align: center;
      }

      h2 {
        margin: 0;
        font-size: 1.25rem;
        font-weight: 600;
        line-height: 1.75rem;
      }

      p {
        margin: 0.25rem 0 0;
      }

      .primary {
        min-height: 2.25rem;
        margin-top: 1.5rem;
        padding: 0 1.25rem;
      }

      .try {
        margin-top: 3rem;
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 0.75rem;
        margin: 0.75rem 0 0;
        padding: 0;
        list-style: none;
      }

      li button {
        display: block;
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: none;
        transition: opacity var(--motion) var(--ease);
      }

      li button:hover {
        opacity: 0.8;
      }

      li button:focus-visible {
        outline-offset: 2px;
      }

      img {
        display: block;
        width: 7.5rem;
        height: 5rem;
        border-radius: var(--radius);
        object-fit: cover;
      }

      .promise {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        margin-top: 3rem;
        color: var(--private);
      }

      @media (max-width: 40rem) {
        .primary {
          min-height: 2.75rem;
        }

        ul {
          gap: 0.5rem;
        }

        img {
          width: 6.5rem;
          height: 5rem;
        }
      }
    `,
  ];
}
