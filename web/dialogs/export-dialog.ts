import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { renderParameter, type ParameterEvent } from '../controls/parameter';
import type { ChoiceInfo, ExportParams, SliderInfo } from '../generated/protocol';
import { activeLayer } from '../panels/parameters';
import { store } from '../shell/state';
import { notify } from '../shell/toasts';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import type { DialogFrame } from './dialog-frame';
import { formatBytes } from './format';

type Format = Extract<ExportParams['format'], 'png' | 'jpeg' | 'webp'>;

const EXTENSIONS: Record<Format, string> = { png: '.png', jpeg: '.jpg', webp: '.webp' };

const FORMAT: ChoiceInfo = {
  kind: 'choice',
  name: 'format',
  label: 'Format',
  description: '',
  group: '',
  options: [
    { value: 'jpeg', label: 'JPEG' },
    { value: 'png', label: 'PNG' },
    { value: 'webp', label: 'WebP' },
  ],
  default: 'jpeg',
};

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

/** Above this many pixels, making the file just to tell its size takes too long. */
const MOST_PIXELS_TO_MEASURE = 16e6;
const PAUSE = 400;

/** Saves the picture as a file. */
@customElement('ff-export-dialog')
export class ExportDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private format: Format = activeLayer(store.state)?.mask ? 'png' : 'jpeg';
  @state() private quality = QUALITY.default;
  @state() private file: File | null = null;
  @state() private isWorking = false;

  @query('ff-dialog') private frame!: DialogFrame;
  @query('#name') private nameField!: HTMLInputElement;

  private pause: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private readonly document = store.state.document;

  protected override firstUpdated(): void {
    const name = store.state.document?.name ?? 'picture';
    this.nameField.value = name.replace(/\.[a-z0-9]+$/i, '');
    this.measure();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  /** Makes the file in the background once the settings rest, to say how large it is. */
  private measure(): void {
    this.file = null;
    this.asked += 1;
    clearTimeout(this.pause);
    const { document } = store.state;
    if (!document || document.width * document.height > MOST_PIXELS_TO_MEASURE) return;
    this.pause = setTimeout(() => void this.make().catch(() => {}), PAUSE);
  }

  private async make(): Promise<File> {
    this.asked += 1;
    const ticket = this.asked;
    const file = await this.workspace.editor.export({
      format: this.format,
      quality: this.quality,
      keep: store.state.settings.keep,
    });
    if (ticket === this.asked) this.file = file;
    return file;
  }

  private async download(): Promise<void> {
    clearTimeout(this.pause);
    this.isWorking = true;
    try {
      const file = this.file ?? (await this.make());
      const name = (this.nameField.value.trim() || 'picture') + EXTENSIONS[this.format];
      save(file, name);
      if (this.document) await this.workspace.editor.markSaved(this.document.id);
      store.set({ message: `Exported ${name}, ${formatBytes(file.size)}` });
      notify(`Exported ${name}, ${formatBytes(file.size)}`);
      this.frame.close();
    } catch (error) {
      this.frame.close();
      this.workspace.fail(error);
    } finally {
      this.isWorking = false;
    }
  }

  protected override render() {
    const { document } = store.state;
    const flattens = this.format === 'jpeg' && activeLayer(store.state)?.mask;
    return html`
      <ff-dialog label="Export">
        <form
          @submit=${(event: Event) => {
            event.preventDefault();
            void this.download();
          }}
        >
          ${renderParameter({
            info: FORMAT,
            value: this.format,
            disabled: this.isWorking,
            onChange: ({ value }: ParameterEvent) => {
              this.format = FORMAT.options.find((option) => option.value === value)?.value as Format;
              this.measure();
            },
          })}
          ${flattens ? html`<p class="quiet">JPEG has no transparency: what is hidden becomes white.</p>` : nothing}
          ${
            this.format === 'png'
              ? nothing
              : renderParameter({
                  info: QUALITY,
                  value: this.quality,
                  disabled: this.isWorking,
                  onChange: ({ value }: ParameterEvent) => {
                    this.quality = Number(value);
                    this.measure();
                  },
                })
          }
          <label for="name">File name</label>
          <div class="name">
            <input id="name" type="text" autocomplete="off" spellcheck="false" />
            <span class="quiet">${EXTENSIONS[this.format]}</span>
          </div>
        </form>
        <div slot="footer">
          <span class="quiet number">
            ${document ? `${document.width} × ${document.height}` : ''}${
              this.file ? `, ${formatBytes(this.file.size)}` : ''
            }
          </span>
          <button
            class="button primary"
            autofocus
            ?disabled=${this.isWorking}
            @click=${() => void this.download()}
          >
            ${this.isWorking ? 'Exporting…' : 'Download'}
          </button>
        </div>
      </ff-dialog>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      form {
        display: grid;
        gap: 0.75rem;
      }

      form > label {
        margin-bottom: -0.5rem;
      }

      p {
        margin: 0;
      }

      .name {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }

      input {
        flex: 1;
        min-width: 0;
        min-height: var(--row);
        padding: 0 0.5rem;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: none;
      }
    `,
  ];
}

function save(file: File, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads the address after this turn; a minute is more than it needs.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
