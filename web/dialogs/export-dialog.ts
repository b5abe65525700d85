import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { parameterInWords } from '../language/catalog';
import { sentence } from '../language/sentences';
import { t } from '../language/words';
import { renderParameter, type ParameterEvent } from '../controls/parameter';
import { Drafts, type Draft } from '../documents/drafts';
import {
  exportParams,
  formatInfo,
  formats,
  keeps,
  lastChoices,
  scaledSize,
  type ExportChoices,
  type Format,
  type Keep,
} from '../documents/export-choices';
import { download, stem } from '../documents/files';
import '../documents/side-by-side';
import type { SliderInfo } from '../generated/protocol';
import { store } from '../shell/state';
import { notify } from '../shell/toasts';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import type { DialogFrame } from './dialog-frame';
import { exportDialogStyles } from './export-dialog.styles';
import { formStyles } from './form.styles';
import { formatBytes } from './format';

const QUALITY: SliderInfo = {
  kind: 'slider',
  name: 'quality',
  label: 'Quality',
  description: 'Higher keeps more detail and makes a larger file',
  group: '',
  unit: '',
  minimum: 1,
  maximum: 100,
  ui_minimum: 1,
  ui_maximum: 100,
  step: 1,
  whole: true,
  default: 90,
};

/** Saves the picture as a file: what it will look like and how large it will be is shown while one chooses. */
@customElement('ff-export-dialog')
export class ExportDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private choices: ExportChoices = { ...lastChoices.read(), keep: store.state.settings.keep };
  @state() private draft: Draft | null = null;
  @state() private isWorking = false;

  @query('ff-dialog') private frame!: DialogFrame;
  @query('#name') private nameField!: HTMLInputElement;

  private readonly document = store.state.document;
  private drafts: Drafts | null = null;

  static override styles = [shared, buttons, formStyles, exportDialogStyles];

  protected override firstUpdated(): void {
    this.nameField.value = stem(this.document?.name ?? 'picture');
    if (!this.document) return;
    this.drafts = new Drafts(this.workspace.editor, this.document, (draft) => (this.draft = draft));
    this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.drafts?.end();
    this.drafts = null;
  }

  private set(change: Partial<ExportChoices>): void {
    this.choices = { ...this.choices, ...change };
    this.refresh();
  }

  private refresh(): void {
    const { document, choices } = this;
    if (document) this.drafts?.request(exportParams(choices, document), formatInfo(choices.format).isShown);
  }

  private async save(): Promise<void> {
    const { document, choices, draft } = this;
    if (!document || this.isWorking) return;
    this.isWorking = true;
    lastChoices.write(choices);
    const { extension } = formatInfo(choices.format);
    const name = (this.nameField.value.trim() || 'picture') + extension;
    try {
      const isMade = draft?.file && !draft.isRunning;
      const file = isMade ? draft.file : await this.workspace.editor.export(exportParams(choices, document));
      if (!file) return;
      download(file, name);
      await this.workspace.editor.markSaved(document.id);
      store.set({ message: t('Exported {name}, {size}', { name, size: formatBytes(file.size) }) });
      notify(t('Exported {name}, {size}', { name, size: formatBytes(file.size) }));
      this.frame.close();
    } catch (error) {
      this.frame.close();
      this.workspace.fail(error);
    } finally {
      this.isWorking = false;
    }
  }

  protected override render() {
    const info = formatInfo(this.choices.format);
    return html`
      <ff-dialog label=${t('Export')}>
        <div class="whole">
          <ff-side-by-side
            .original=${this.draft?.original ?? null}
            .exported=${info.isShown ? (this.draft?.encoded ?? null) : null}
            placeholder=${info.isShown ? t('Working on it') : t(info.note)}
          ></ff-side-by-side>
          <form
            @submit=${(event: Event) => {
              event.preventDefault();
              void this.save();
            }}
          >
            ${this.renderFormats()} ${info.note ? html`<p class="note">${t(info.note)}</p>` : nothing}
            ${info.hasQuality ? this.renderQuality() : nothing}
            ${info.value === 'ora' ? nothing : this.renderScale()} ${this.renderKeep()}
            <label class="row">
              ${t('File name')}
              <span class="fields">
                <input id="name" type="text" autocomplete="off" spellcheck="false" />
                <span class="quiet">${info.extension}</span>
              </span>
            </label>
            <button type="submit" hidden></button>
          </form>
        </div>
        <div slot="footer">
          <span class="quiet number" role="status">${this.describe()}</span>
          <button
            class="button primary"
            autofocus
            ?disabled=${this.isWorking}
            @click=${() => void this.save()}
          >
            ${this.isWorking ? t('Exporting…') : t('Download')}
          </button>
        </div>
      </ff-dialog>
    `;
  }

  /** Size and weight; what is being worked out is told as a guess from the choice before. */
  private describe(): string {
    const { draft, document, choices } = this;
    if (draft?.problem) return `${sentence(draft.problem.what)} ${sentence(draft.problem.advice)}`;
    if (!document) return '';
    const { width, height } = scaledSize(document, choices.format === 'ora' ? 100 : choices.scale);
    const size = `${width} × ${height}`;
    if (!draft?.file) return t('{size}, working out the size', { size });
    return draft.isRunning
      ? t('{size}, about {bytes}', { size, bytes: formatBytes(draft.file.size) })
      : `${size}, ${formatBytes(draft.file.size)}`;
  }

  private renderFormats() {
    return html`
      <fieldset class="formats">
        <legend>${t('Format')}</legend>
        <div>
          ${formats.map(
            ({ value, label }) => html`
              <label>
                <input
                  type="radio"
                  name="format"
                  value=${value}
                  .checked=${value === this.choices.format}
                  @change=${() => this.set({ format: value satisfies Format })}
                />
                <span>${label}</span>
              </label>
            `,
          )}
        </div>
      </fieldset>
    `;
  }

  private renderQuality() {
    const { quality, lossless, format } = this.choices;
    const isLossless = format === 'webp' && lossless;
    return html`
      ${renderParameter({
        info: parameterInWords(QUALITY),
        value: quality,
        disabled: isLossless,
        onChange: ({ value }: ParameterEvent) => this.set({ quality: Number(value) }),
      })}
      ${
        format === 'webp'
          ? html`<label class="check">
              <input
                type="checkbox"
                .checked=${lossless}
                @change=${({ target }: Event & { target: HTMLInputElement }) =>
                  this.set({ lossless: target.checked })}
              />
              ${t('Keep every pixel')}
            </label>`
          : nothing
      }
    `;
  }

  private renderScale() {
    const { document, choices } = this;
    if (!document) return nothing;
    const size = scaledSize(document, choices.scale);
    const field = (label: string, side: 'width' | 'height') => html`
      <input
        type="number"
        aria-label=${label}
        min="1"
        max=${Math.min(30_000, document[side] * 4)}
        step="1"
        .value=${String(size[side])}
        @change=${({ target }: Event & { target: HTMLInputElement }) =>
          target.validity.valid && this.set({ scale: (target.valueAsNumber / document[side]) * 100 })}
      />
    `;
    return html`
      <div class="row">
        <span>${t('Size')}</span>
        <span class="fields">
          ${field(t('Width'), 'width')}<span class="quiet">×</span>${field(t('Height'), 'height')}
          <span class="quiet">px</span>
        </span>
      </div>
    `;
  }

  private renderKeep() {
    return html`
      <label class="row">
        ${t('Metadata')}
        <select
          aria-label=${t('Metadata')}
          @change=${({ target }: Event & { target: HTMLSelectElement }) =>
            this.set({ keep: target.value as Keep })}
        >
          ${keeps.map(
            ({ value, label }) =>
              html`<option value=${value} ?selected=${value === this.choices.keep}>${t(label)}</option>`,
          )}
        </select>
      </label>
    `;
  }
}
