import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../language/words';
import '../../shell/icon-button';
import { store, Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { shared } from '../../styles/shared';
import { isMac } from '../../tools/tool-keys';
import type { SeenChannel } from '../../viewport/inspection';
import { AfterRest } from '../after-rest';
import '../name-form';
import type { NameEvent } from '../name-form';
import { namedRowStyles } from '../named-rows.styles';
import { panelStyles } from '../panel.styles';
import { isEditable } from '../parameters';
import { drawChannel } from './draw-channel';

/** Pixels of a thumbnail's longer side, on screens of twice the density too. */
const SIZE = 64;

type Row = SeenChannel | 'all';

const ROWS: [Row, { label: string }][] = [
  ['all', { label: 'All channels' }],
  ['red', { label: 'Red' }],
  ['green', { label: 'Green' }],
  ['blue', { label: 'Blue' }],
  ['alpha', { label: 'Alpha' }],
];

/** What a loaded selection does with the present one, by the keys that are held: as the selection tools do. */
function combining({ shiftKey, altKey }: MouseEvent): string {
  if (shiftKey && altKey) return 'intersect';
  return shiftKey ? 'add' : altKey ? 'subtract' : 'new';
}

/** The channels of the picture, each to look at or to select by, and the selections that were kept. */
@customElement('ff-channels')
export class Channels extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ document, boot, activity, inspection, isPhone }) => ({
    document,
    boot,
    activity,
    inspection,
    isPhone,
  }));

  constructor() {
    super();
    new AfterRest(this, async (document) => {
      if (!document) return;
      const { result, buffers } = await this.workspace.editor.ask('overview', { size: SIZE });
      await this.updateComplete;
      const pixels = new Uint8ClampedArray(buffers[0] ?? []);
      for (const canvas of this.renderRoot.querySelectorAll<HTMLCanvasElement>('canvas')) {
        const row = canvas.dataset['channel'] as Row;
        drawChannel(canvas, pixels, result, row === 'all' ? null : row);
      }
    });
  }

  private choose(event: MouseEvent, row: Row): void {
    const isSelecting = isMac ? event.metaKey : event.ctrlKey;
    if (isSelecting) this.select(event, row);
    else this.workspace.inspect({ channel: row === 'all' ? null : row });
  }

  private select(event: MouseEvent, row: Row): void {
    if (!isEditable(store.state)) return;
    const channel = row === 'all' ? 'luma' : row;
    void this.workspace.run('select_channel', { channel, combine: combining(event) });
  }

  protected override render() {
    const { document } = this.watch.value;
    if (!document) {
      return html`<p class="quiet">${t('Open a picture to see its channels and to keep selections.')}</p>`;
    }
    return html`
      <ul aria-label=${t('Channels of the picture')}>
        ${ROWS.map(([row, { label }]) => this.renderRow(row, t(label)))}
      </ul>
      ${this.renderSaved(document.channels)}
    `;
  }

  private renderRow(row: Row, label: string) {
    const { channel } = this.watch.value.inspection;
    return html`
      <li>
        <button
          class="named"
          aria-pressed=${(channel ?? 'all') === row}
          @click=${(event: MouseEvent) => this.choose(event, row)}
        >
          <canvas data-channel=${row} width="1" height="1"></canvas><span>${label}</span>
        </button>
        <ff-icon-button
          icon="select"
          label=${row === 'all' ? t('Select by brightness') : t('Select by {label}', { label })}
          ?disabled=${!isEditable(store.state)}
          @click=${(event: MouseEvent) => this.select(event, row)}
        ></ff-icon-button>
      </li>
    `;
  }

  private renderSaved(names: string[]) {
    const disabled = !isEditable(store.state);
    const hasSelection = this.watch.value.document?.selection != null;
    return html`
      <section aria-labelledby="saved">
        <p id="saved" class="quiet heading">${t('Saved selections')}</p>
        ${
          names.length || hasSelection
            ? nothing
            : html`<p class="quiet">${t('Select something to keep it here under a name.')}</p>`
        }
        <ul>
          ${repeat(
            names,
            (name) => name,
            (name) => this.renderName(name, disabled, hasSelection),
          )}
        </ul>
        <ff-name-form
          icon="plus"
          label=${t('Save the selection')}
          proposal=${this.proposal(names)}
          ?disabled=${disabled || !hasSelection}
          @ff-name=${({ name }: NameEvent) => void this.workspace.run('save_selection', { title: name })}
        ></ff-name-form>
      </section>
    `;
  }

  private renderName(title: string, disabled: boolean, hasSelection: boolean) {
    const load = (event: MouseEvent) =>
      void this.workspace.run('load_selection', { title, how: combining(event) });
    return html`
      <li>
        <button
          class="named"
          title=${t('Select {name}. Shift adds it, Alt takes it away.', { name: title })}
          ?disabled=${disabled}
          @click=${load}
        >
          <span>${title}</span>
        </button>
        <ff-icon-button
          icon="save"
          label=${t('Replace {name} by the selection', { name: title })}
          ?disabled=${disabled || !hasSelection}
          @click=${() => void this.workspace.run('save_selection', { title })}
        ></ff-icon-button>
        <ff-icon-button
          icon="trash"
          label=${t('Delete {name}', { name: title })}
          ?disabled=${disabled}
          @click=${() => void this.workspace.run('delete_channel', { title })}
        ></ff-icon-button>
      </li>
    `;
  }

  private proposal(names: string[]): string {
    for (let number = 1; ; number++) {
      const name = t('Selection {number}', { number });
      if (!names.includes(name)) return name;
    }
  }

  static override styles = [
    shared,
    panelStyles,
    namedRowStyles,
    css`
      canvas {
        flex: none;
        width: 2rem;
        height: 1.25rem;
        object-fit: contain;
      }

      .heading {
        margin: 0.5rem 0 0.25rem;
        padding-top: 0.5rem;
        border-top: 1px solid var(--line);
      }

      ff-name-form {
        margin: 0 -0.5rem;
      }
    `,
  ];
}
