import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { store } from '../shell/state';
import { t } from '../language/words';
import { ledger, type LedgerEntry } from '../ledger';
import { shared } from '../styles/shared';
import './dialog-frame';
import { formatBytes } from './format';

const sources = (): Record<NonNullable<LedgerEntry['source']>, string> => ({
  network: t('network'),
  cache: t('browser’s cache'),
  'service worker': t('this device'),
});

const states = (): Record<LedgerEntry['state'], string> => ({
  running: t('running'),
  ok: '',
  failed: t('failed'),
});

/** Every request that the editor made: when, why, where, how many bytes. */
@customElement('ff-ledger-dialog')
export class LedgerDialog extends LitElement {
  private end = (): void => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.end = ledger.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end();
  }

  protected override render() {
    const entries = [...ledger.entries].reverse();
    const { uploads } = ledger;
    return html`
      <ff-dialog label=${t('Network activity')}>
        <p>
          ${
            uploads === 0
              ? t('No picture was uploaded. Your photos stay on this device.')
              : uploads === 1
                ? t('One request carried picture data.')
                : t('{count} requests carried picture data.', { count: uploads })
          }
        </p>
        <div class="scroll" tabindex="0" role="region" aria-label=${t('Requests')}>
          <table>
            <thead>
              <tr>
                <th scope="col">${t('Time')}</th>
                <th scope="col">${t('For')}</th>
                <th scope="col">${t('Address')}</th>
                <th scope="col" class="end">${t('Sent')}</th>
                <th scope="col" class="end">${t('Received')}</th>
                <th scope="col">${t('From')}</th>
              </tr>
            </thead>
            <tbody>
              ${entries.map((entry) => this.renderEntry(entry))}
            </tbody>
          </table>
        </div>
      </ff-dialog>
    `;
  }

  private renderEntry({
    when,
    purpose,
    host,
    path,
    sent,
    received,
    source,
    state,
    sha256,
    picture,
  }: LedgerEntry) {
    return html`
      <tr>
        <td class="number">${new Date(when).toLocaleTimeString(store.state.language)}</td>
        <td>${t(purpose)}</td>
        <td class="address" title="${host}${path}">${host === location.host ? '' : host}${path}</td>
        <td class="number end ${picture ? 'picture' : ''}" title=${sha256 ? `SHA-256 ${sha256}` : ''}>
          ${sent ? formatBytes(sent) : '0'}
        </td>
        <td class="number end">${formatBytes(received)}</td>
        <td>${state === 'ok' ? (source ? sources()[source] : '') : states()[state]}</td>
      </tr>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        --dialog-width: 60rem;
      }

      p {
        margin: 0 0 0.75rem;
      }

      .scroll {
        overflow: auto;
        max-height: 60vh;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--body);
        line-height: var(--body-line);
      }

      th,
      td {
        padding: 0.375rem 0.75rem;
        text-align: left;
        white-space: nowrap;
      }

      th {
        position: sticky;
        top: 0;
        background: var(--raised);
        color: var(--quiet);
        font-weight: 400;
      }

      td {
        border-top: 1px solid var(--line);
      }

      .end {
        text-align: right;
      }

      .address {
        overflow: hidden;
        max-width: 16rem;
        color: var(--quiet);
        text-overflow: ellipsis;
      }

      .picture {
        color: var(--warning);
      }
    `,
  ];
}
