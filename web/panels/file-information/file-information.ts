import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DocumentInfo, FactInfo } from '../../generated/protocol';
import { icon } from '../../icons';
import { t } from '../../language/words';
import { Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { buttons, shared } from '../../styles/shared';
import { AfterRest } from '../after-rest';
import { panelStyles } from '../panel.styles';

/** What the facts of a file are called, in the order in which they are told. */
const FACTS: Record<string, { label: string }> = {
  camera: { label: 'Camera' },
  lens: { label: 'Lens' },
  taken: { label: 'Taken' },
  exposure: { label: 'Exposure' },
  description: { label: 'Description' },
  author: { label: 'Author' },
  copyright: { label: 'Copyright' },
  software: { label: 'Software' },
  colours: { label: 'Colours' },
  metadata: { label: 'Metadata' },
};

/** What the opened file tells about its photo. Where it was taken is told only to who asks. */
@customElement('ff-file-information')
export class FileInformation extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private facts: FactInfo[] = [];
  /** Where the photo was taken, once somebody has asked. */
  @state() private place: string | null = null;

  private readonly watch = new Watch(this, ({ document, language }) => ({ document, language }));
  private read: number | null = null;

  constructor() {
    super();
    new AfterRest(this, async (document) => {
      if (document?.id === this.read) return;
      this.read = document?.id ?? null;
      this.place = null;
      this.facts = document ? (await this.workspace.editor.ask('file_information', {})).result : [];
    });
  }

  private async showPlace(): Promise<void> {
    const { result } = await this.workspace.editor.ask('file_information', { place: true });
    this.place = result.find(({ name }) => name === 'place')?.words ?? '';
  }

  protected override render() {
    const { document } = this.watch.value;
    if (!document)
      return html`<p class="quiet">${t('Open a photo to see what its file tells about it.')}</p>`;
    const told = Object.entries(FACTS).flatMap(([name, { label }]) => {
      const words = this.facts.find((fact) => fact.name === name)?.words;
      return words ? [[t(label), words] as const] : [];
    });
    return html`
      <dl>
        ${[...this.measures(document), ...told].map(
          ([label, words]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${words}</dd>
            </div>`,
        )}
      </dl>
      ${this.renderPlace()}
    `;
  }

  /** What the document itself tells: its size on the screen and on paper. */
  private measures({ name, width, height, resolution }: DocumentInfo): (readonly [string, string])[] {
    const { language } = this.watch.value;
    const number = (value: number, digits: number) =>
      value.toLocaleString(language, { maximumFractionDigits: digits });
    const centimetres = (length: number) => number((length / resolution) * 2.54, 1);
    return [
      [t('Name'), name],
      [
        t('Size'),
        t('{width} × {height} pixels, {millions} megapixels', {
          width: String(width),
          height: String(height),
          millions: number((width * height) / 1e6, 1),
        }),
      ],
      [
        t('Print size'),
        t('{width} × {height} cm at {resolution} ppi', {
          width: centimetres(width),
          height: centimetres(height),
          resolution: number(resolution, 0),
        }),
      ],
    ];
  }

  private renderPlace() {
    const hasPlace = this.facts.some(({ name }) => name === 'place');
    if (!hasPlace) return nothing;
    return this.place === null
      ? html`
          <p class="quiet">${t('The file tells where the photo was taken.')}</p>
          <button class="button outlined" @click=${this.showPlace}>
            ${icon('eye')}${t('Show the place')}
          </button>
        `
      : html`<dl aria-live="polite">
          <div>
            <dt>${t('Place')}</dt>
            <dd class="number">${this.place}</dd>
          </div>
        </dl>`;
  }

  static override styles = [
    shared,
    buttons,
    panelStyles,
    css`
      dl {
        display: grid;
        gap: 0.5rem;
        margin: 0;
      }

      dl > div {
        display: grid;
        grid-template-columns: 5rem minmax(0, 1fr);
        gap: 0.5rem;
      }

      dt {
        color: var(--quiet);
      }

      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
        user-select: text;
      }

      p,
      dl + dl {
        margin-top: 0.75rem;
      }

      .button {
        width: 100%;
        margin-top: 0.5rem;
      }
    `,
  ];
}
