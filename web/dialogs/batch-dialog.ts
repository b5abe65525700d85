import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sentence } from '../language/sentences';
import { t } from '../language/words';
import { runBatch, type Item } from '../documents/batch';
import { formatInfo, formats, keeps, type Format, type Keep } from '../documents/export-choices';
import { chooseFiles, chooseFolder, PICTURES } from '../documents/files';
import { FolderOutput, ZipOutput, type Output } from '../documents/outputs';
import { chooseRecipe } from '../documents/recipes';
import type { PresetInfo, Recipe } from '../generated/protocol';
import { icon } from '../icons';
import { stored } from '../settings/stored';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import { batchDialogStyles } from './batch-dialog.styles';
import './dialog-frame';
import { formStyles } from './form.styles';
import { formatBytes } from './format';

const NOTHING = 'nothing';
const RECORDED = 'recorded';
const FROM_FILE = 'file';

interface Choices {
  format: Format;
  quality: number;
  keep: Keep;
  /** The longest side in pixels; 0 leaves the size. */
  longest: number;
}

const FIRST: Choices = { format: 'jpeg', quality: 90, keep: 'all', longest: 0 };
const kept = stored<Choices>('batch', FIRST, isChoices);

/** Does a recipe to many files, and writes them to a folder or into one zip file. */
@customElement('ff-batch-dialog')
export class BatchDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private files: File[] = [];
  @state() private presets: PresetInfo[] = [];
  @state() private what = NOTHING;
  @state() private recipe: Recipe | null = null;
  @state() private choices: Choices = { ...kept.read(), keep: store.state.settings.keep };
  @state() private items: Item[] = [];
  @state() private running: AbortController | null = null;

  private readonly hasHistory = (store.state.document?.position ?? 0) > 0;

  static override styles = [shared, buttons, formStyles, batchDialogStyles];

  protected override async firstUpdated(): Promise<void> {
    this.presets = await this.workspace.editor.presets().catch(() => []);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.abort();
  }

  private set(change: Partial<Choices>): void {
    this.choices = { ...this.choices, ...change };
  }

  private async add(choosing: Promise<File[]>): Promise<void> {
    const found = await choosing;
    if (!found.length) return;
    this.files = found;
    this.items = [];
  }

  private async choose({ target }: Event & { target: HTMLSelectElement }): Promise<void> {
    if (target.value === FROM_FILE) {
      const recipe = await chooseRecipe(this.workspace);
      if (recipe) this.recipe = recipe;
      else target.value = this.what;
    }
    this.what = target.value;
  }

  private async run(output: Output | null): Promise<void> {
    if (!output || this.running) return;
    const { workspace, files, choices } = this;
    const running = new AbortController();
    this.running = running;
    kept.write(choices);
    try {
      const { format, quality, keep, longest } = choices;
      const options = { format, quality, keep, ...(longest > 0 && { longest }), ...(await this.work()) };
      const show = (items: Item[]) => (this.items = items);
      await runBatch(workspace.editor, files, options, output, show, running.signal);
      await output.end();
      store.set({ message: this.summary });
    } catch (error) {
      workspace.fail(error);
    } finally {
      this.running = null;
    }
  }

  private async work(): Promise<{ preset?: string; recipe?: Recipe }> {
    if (this.what === NOTHING) return {};
    if (this.what === RECORDED) return { recipe: (await this.workspace.editor.recipe()).json };
    return this.what === FROM_FILE && this.recipe ? { recipe: this.recipe } : { preset: this.what };
  }

  private async intoFolder(): Promise<Output | null> {
    try {
      return new FolderOutput(await window.showDirectoryPicker({ mode: 'readwrite' }));
    } catch {
      return null;
    }
  }

  private get summary(): string {
    const done = this.items.filter(({ result }) => result.status === 'done').length;
    const failed = this.items.filter(({ result }) => result.status === 'failed').length;
    if (!this.items.length)
      return this.files.length ? t('{count} files', { count: this.files.length }) : t('No files chosen yet');
    const counted = t('{done} of {count} done', { done, count: this.items.length });
    return failed ? t('{counted}, {failed} failed', { counted, failed }) : counted;
  }

  protected override render() {
    return html`
      <ff-dialog label=${t('Batch')}>
        ${this.items.length ? this.renderItems() : this.renderForm()}
        <div slot="footer">
          <span class="quiet number" role="status">${this.summary}</span>
          <span class="actions">${this.renderActions()}</span>
        </div>
      </ff-dialog>
    `;
  }

  private renderActions() {
    if (this.running) {
      return html`<button class="button outlined" @click=${() => this.running?.abort()}>
        ${t('Cancel')}
      </button>`;
    }
    if (this.items.length) {
      return html`<button class="button outlined" @click=${() => (this.items = [])}>${t('Back')}</button>`;
    }
    const isEmpty = this.files.length === 0;
    const hasFolders = 'showDirectoryPicker' in window;
    return html`
      ${
        hasFolders
          ? html`<button
              class="button outlined"
              ?disabled=${isEmpty}
              @click=${() => void this.intoFolder().then((output) => this.run(output))}
            >
              ${t('To a folder…')}
            </button>`
          : nothing
      }
      <button
        class="button primary"
        ?disabled=${isEmpty}
        @click=${() => void this.run(new ZipOutput('pictures.zip'))}
      >
        ${t('To a zip file')}
      </button>
    `;
  }

  private renderForm() {
    const { choices } = this;
    const info = formatInfo(choices.format);
    return html`
      <div class="form">
        <div class="row">
          <span>${t('Files')}</span>
          <span class="fields">
            <button class="button outlined" autofocus @click=${() => void this.add(chooseFiles(PICTURES))}>
              ${t('Choose files…')}
            </button>
            <button class="button outlined" @click=${() => void this.add(chooseFolder())}>
              ${t('Choose a folder…')}
            </button>
          </span>
        </div>
        ${this.renderWhat()}
        <label class="row">
          ${t('Format')}
          <select
            aria-label=${t('Format')}
            @change=${({ target }: Event & { target: HTMLSelectElement }) =>
              this.set({ format: target.value as Format })}
          >
            ${formats.map(
              ({ value, label }) =>
                html`<option value=${value} ?selected=${value === choices.format}>${label}</option>`,
            )}
          </select>
        </label>
        ${info.hasQuality ? this.renderNumber('quality', t('Quality'), 1, 100, t('of 100')) : nothing}
        ${this.renderNumber('longest', t('Longest side'), 0, 30_000, t('px, 0 keeps the size'))}
        <label class="row">
          ${t('Metadata')}
          <select
            aria-label=${t('Metadata')}
            @change=${({ target }: Event & { target: HTMLSelectElement }) =>
              this.set({ keep: target.value as Keep })}
          >
            ${keeps.map(
              ({ value, label }) =>
                html`<option value=${value} ?selected=${value === choices.keep}>${t(label)}</option>`,
            )}
          </select>
        </label>
      </div>
    `;
  }

  private renderWhat() {
    const option = (value: string, label: string) =>
      html`<option value=${value} ?selected=${value === this.what}>${label}</option>`;
    return html`
      <label class="row">
        ${t('Do')}
        <select
          aria-label=${t('Do')}
          @change=${(event: Event & { target: HTMLSelectElement }) => void this.choose(event)}
        >
          ${option(NOTHING, t('Only convert them'))}
          ${this.hasHistory ? option(RECORDED, t('What was done to {name}', { name: store.state.document?.name ?? '' })) : nothing}
          ${option(FROM_FILE, this.recipe ? t('Recipe: {title}', { title: this.recipe.title }) : t('A recipe file…'))}
          <optgroup label=${t('Presets')}>
            ${this.presets.map(({ name, title }) => option(name, t(title)))}
          </optgroup>
        </select>
      </label>
    `;
  }

  private renderNumber(
    name: 'quality' | 'longest',
    label: string,
    least: number,
    most: number,
    unit: string,
  ) {
    return html`
      <label class="row">
        ${label}
        <span class="fields">
          <input
            type="number"
            min=${least}
            max=${most}
            step="1"
            .value=${String(this.choices[name])}
            @change=${({ target }: Event & { target: HTMLInputElement }) =>
              target.validity.valid && this.set({ [name]: target.valueAsNumber })}
          />
          <span class="quiet unit">${unit}</span>
        </span>
      </label>
    `;
  }

  private renderItems() {
    return html`
      <ul>
        ${this.items.map(
          ({ file, result }) => html`
            <li class=${result.status}>
              <span class="sign">
                ${result.status === 'done' ? icon('check') : result.status === 'failed' ? icon('warning') : nothing}
              </span>
              <span class="name">${file.name}</span>
              <span class="quiet number">${describe(file, result)}</span>
            </li>
          `,
        )}
      </ul>
    `;
  }
}

function describe(file: File, result: Item['result']): string {
  switch (result.status) {
    case 'waiting':
      return t('Waiting');
    case 'running':
      return t('Working on it');
    case 'done':
      return result.name === file.name
        ? formatBytes(result.size)
        : `${result.name}, ${formatBytes(result.size)}`;
    case 'failed':
      return sentence(result.problem.what);
  }
}

function isChoices(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { format, quality, keep, longest } = value as Partial<Choices>;
  return (
    formats.some((each) => each.value === format) &&
    keeps.some((each) => each.value === keep) &&
    Number.isInteger(quality) &&
    Number.isInteger(longest)
  );
}
