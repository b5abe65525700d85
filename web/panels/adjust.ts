import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../language/words';
import { renderParameter, type ParameterEvent } from '../controls/parameter';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { shared } from '../styles/shared';
import { panelStyles } from './panel.styles';
import { activeLayer, adjust, isChanged, isEditable, settingsOf, valueOf, type Row } from './parameters';

/** Until the catalogue is here, the panel keeps the place of this many rows. */
const EXPECTED_ROWS = 7;

/** Light and colour: a slider for every parameter of every adjustment; on the phone one at a time. */
@customElement('ff-adjust')
export class Adjust extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private chosen = 0;

  private readonly watch = new Watch(this, ({ catalog, document, pending, boot, activity, isPhone }) => ({
    catalog,
    document,
    pending,
    boot,
    activity,
    isPhone,
  }));

  protected override render() {
    const { catalog, isPhone } = this.watch.value;
    const rows = settingsOf(catalog);
    if (rows.length === 0) {
      return html`<div class="rows" aria-hidden="true">
        ${Array.from({ length: EXPECTED_ROWS }, () => html`<div class="place"></div>`)}
      </div>`;
    }
    return isPhone
      ? this.renderOne(rows)
      : html`<div class="rows">${rows.map((row) => this.renderRow(row))}</div>`;
  }

  private renderRow(row: Row) {
    return renderParameter({
      info: row.info,
      value: valueOf(store.state, row),
      disabled: !isEditable(store.state) || activeLayer(store.state)?.kind !== 'pixel',
      onChange: ({ value, gesture }: ParameterEvent) => adjust(this.workspace, row, value, gesture),
    });
  }

  private renderOne(rows: Row[]) {
    const current = rows[this.chosen] ?? rows[0];
    return html`
      <div class="one">${current ? this.renderRow(current) : ''}</div>
      <div class="chips" role="group" aria-label=${t('Adjustments')}>
        ${rows.map(
          (row, index) => html`
            <button aria-pressed=${row === current} @click=${() => (this.chosen = index)}>
              ${row.info.label}
              ${
                isChanged(store.state, row)
                  ? html`<span class="dot"><span class="hidden-text">${t(', changed')}</span></span>`
                  : ''
              }
            </button>
          `,
        )}
      </div>
    `;
  }

  static override styles = [
    shared,
    panelStyles,
    css`
      .place {
        height: 2.5rem;
        border-bottom: 2px solid var(--line);
      }

      .one {
        padding: 0 0.25rem;
      }

      .chips {
        display: flex;
        margin: 0 -1rem;
        padding: 0 0.5rem;
        overflow-x: auto;
        scrollbar-width: none;
      }

      button {
        position: relative;
        flex: none;
        min-height: 2.75rem;
        padding: 0 0.75rem;
        border: 0;
        border-radius: var(--radius);
        background: none;
        color: var(--quiet);
        font-size: var(--menu);
      }

      button[aria-pressed='true'] {
        color: var(--text);
        font-weight: 600;
      }

      .dot {
        position: absolute;
        bottom: 0.375rem;
        left: 50%;
        width: 0.25rem;
        height: 0.25rem;
        border-radius: 50%;
        background: currentColor;
      }
    `,
  ];
}
