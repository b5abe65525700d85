import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../language/words';
import { store, Watch } from '../shell/state';
import { buttons, shared } from '../styles/shared';

/** Says that no model for a task is here, and offers the ways to one. */
@customElement('ff-missing-model')
export class MissingModel extends LitElement {
  private readonly watch = new Watch(this, ({ service }) => ({ service }));

  protected override render() {
    const { deployment, upgrade, host, health } = this.watch.value.service;
    if (deployment === 'offline')
      return html`<p>${t('No model for this is on this device, and this page works without a service.')}</p>`;
    return html`
      <p>
        ${
          host && health === 'offline'
            ? t('No model for this is on this device, and {host} does not answer.', { host })
            : t('No model for this is on this device, and no AI service that has one is set up.')
        }
      </p>
      <div class="ways">
        ${
          upgrade || deployment === 'cloud'
            ? html`<button class="button outlined" @click=${this.open}>${t('Use cloud')}</button>`
            : ''
        }
        <button class="button outlined" @click=${this.open}>${t('Self-host')}</button>
      </div>
    `;
  }

  private readonly open = (): void => store.set({ dialog: 'service' });

  static override styles = [
    shared,
    buttons,
    css`
      p {
        margin: 0 0 0.5rem;
        color: var(--quiet);
        font-size: var(--small);
      }

      .ways {
        display: flex;
        gap: 0.5rem;
      }

      .ways .button {
        flex: 1;
      }
    `,
  ];
}
