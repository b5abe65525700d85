import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../language/words';
import type { FileInfo } from '../generated/protocol';
import { icon } from '../icons';
import { buttons, shared } from '../styles/shared';
import { control, ControlElement } from './control';
import { fieldStyles } from './field.styles';

/** A small file: chosen or dropped, named, and removed again. It travels in the operation as a data URL. */
@customElement('ff-file')
export class FileControl extends ControlElement<FileInfo> {
  @property() value = '';
  @state() private problem = '';
  @state() private isTarget = false;

  @query('input') private chooser!: HTMLInputElement;

  private async take(file: File | undefined): Promise<void> {
    if (!file) return;
    const url = await asDataUrl(file).catch(() => null);
    const { largest } = this.info;
    if (url === null) this.problem = t('The file could not be read. Choose it again.');
    else if (url.length > largest)
      this.problem = t('The file is larger than {largest}.', { largest: sizeOf(largest) });
    else this.set(url);
  }

  private set(value: string): void {
    this.problem = '';
    this.value = value;
    this.emit(value);
  }

  private handleChosen(): void {
    void this.take(this.chooser.files?.[0]);
    // The same file can be chosen again.
    this.chooser.value = '';
  }

  private handleDrag(event: DragEvent): void {
    if (this.disabled || !event.dataTransfer?.types.includes('Files')) return;
    // The picture behind it would be opened otherwise.
    event.preventDefault();
    event.stopPropagation();
    this.isTarget = event.type === 'dragenter' || event.type === 'dragover';
    if (event.type === 'drop') void this.take(event.dataTransfer.files[0]);
  }

  protected override render() {
    const { label, description, accept } = this.info;
    const name = nameOf(this.value);
    return html`
      <span class="head name" title=${description || nothing}>${label}</span>
      <div
        class=${this.isTarget ? 'place target' : 'place'}
        @dragenter=${this.handleDrag}
        @dragover=${this.handleDrag}
        @dragleave=${this.handleDrag}
        @drop=${this.handleDrag}
      >
        <button
          class="button choose"
          aria-label=${`${label}: ${name || t('Choose or drop a file')}`}
          ?disabled=${this.disabled}
          @click=${() => this.chooser.click()}
        >
          ${icon('folder')}<span class=${name ? '' : 'quiet'}>${name || t('Choose or drop a file')}</span>
        </button>
        ${
          this.value
            ? html`<button
                class="button icon"
                aria-label=${t('Remove {label}', { label })}
                title=${t('Remove')}
                ?disabled=${this.disabled}
                @click=${() => this.set('')}
              >
                ${icon('close')}
              </button>`
            : nothing
        }
      </div>
      <p class="problem" role="status">${this.problem}</p>
      <input type="file" hidden accept=${accept.join(',')} @change=${this.handleChosen} />
    `;
  }

  static override styles = [
    shared,
    buttons,
    fieldStyles,
    css`
      .place {
        display: flex;
        align-items: center;
        min-width: 0;
        border: 1px dashed var(--control);
        border-radius: var(--radius);
      }

      .target {
        border-color: var(--accent);
        background: var(--selected);
      }

      .choose {
        flex: 1;
        justify-content: start;
        min-width: 0;
        padding: 0 0.5rem;
      }

      .choose span {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .problem {
        margin: 0.25rem 0 0;
        color: var(--danger);
      }

      .problem:empty {
        display: none;
      }
    `,
  ];
}

export default control(
  'file',
  ({ info, value, disabled, compact, onChange }) =>
    html`<ff-file
      .info=${info}
      .value=${String(value)}
      ?disabled=${disabled}
      ?compact=${compact}
      @ff-parameter=${onChange}
    ></ff-file>`,
);

/** The file with its name: `data:text/plain;name=warm.cube;base64,…`. */
async function asDataUrl(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
  return url.replace(/^data:([^;,]*)/, (_, type: string) => {
    return `data:${type || 'application/octet-stream'};name=${encodeURIComponent(file.name)}`;
  });
}

function nameOf(url: string): string {
  if (!url) return '';
  const [head = ''] = url.slice(0, 1024).split(',');
  const name = /;name=([^;]*)/.exec(head)?.[1];
  return name ? decodeURIComponent(name) : t('A file');
}

function sizeOf(bytes: number): string {
  return `${Math.floor(bytes / 2 ** 20)} MB`;
}
