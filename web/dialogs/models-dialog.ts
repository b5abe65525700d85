import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { errorInfo } from '../errors';
import type { ErrorInfo } from '../generated/protocol';
import { icon } from '../icons';
import { sentence } from '../language/sentences';
import { t } from '../language/words';
import type { Model, Room } from '../models/models';
import { taskInWords } from '../models/tasks';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import { formatBytes } from './format';
import { modelsDialogStyles } from './models-dialog.styles';

/** What is arriving: which models, and how much of them all. */
interface Arriving {
  ids: readonly string[];
  done: number;
  total: number;
}

/** Every model: what it is for, how large, under which licence, whether it is here; to keep, to remove, to add. */
@customElement('ff-models-dialog')
export class ModelsDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private models: Model[] | null = null;
  @state() private room: Room | null = null;
  @state() private arriving: Arriving | null = null;
  @state() private problem: ErrorInfo | null = null;
  /** What was done last, for screen readers and the eye. */
  @state() private said = '';

  @query('input[type=file]') private readonly files!: HTMLInputElement;

  private readonly watch = new Watch(this, ({ activity, settings }) => ({ activity, settings }));

  protected override firstUpdated(): void {
    void this.attempt(() => this.refresh());
  }

  private async refresh(): Promise<void> {
    const { models } = this.workspace;
    [this.models, this.room] = await Promise.all([models.list(), models.room()]);
  }

  /** Does something and shows what is true then; what went wrong is said here, as notices are behind the dialog. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    this.problem = null;
    this.said = '';
    try {
      await work();
    } catch (error) {
      const info = errorInfo(error);
      if (info.kind === 'cancelled') this.said = t('Stopped. What has arrived is kept.');
      else this.problem = info;
    }
    await this.refresh().catch((error: unknown) => (this.problem = errorInfo(error)));
  }

  /** While models arrive nothing else may start, as with everything that takes a while. */
  private async keep(models: readonly Model[]): Promise<void> {
    const ids = models.map(({ file }) => file.id);
    const message = t('Downloading models');
    const since = performance.now();
    await this.attempt(async () => {
      const total = models.reduce((sum, { file }) => sum + file.bytes, 0);
      this.arriving = { ids, done: 0, total };
      store.set({ activity: { message, fraction: null, since } });
      try {
        const notes = await this.workspace.models.keep(models, (done, all) => {
          this.arriving = { ids, done, total: all };
          store.set({ activity: { message, fraction: done / all, since } });
        });
        this.said = notes.join(' ') || t('Kept on this device.');
      } finally {
        this.arriving = null;
        store.set({ activity: null });
      }
    });
  }

  private async takeAway(model: Model): Promise<void> {
    await this.attempt(async () => {
      await this.workspace.models.remove(model);
      this.said = t('Removed {title}.', { title: model.file.title });
    });
  }

  private async add(): Promise<void> {
    const files = [...(this.files.files ?? [])];
    this.files.value = '';
    if (files.length === 0) return;
    const message = t('Checking the model');
    await this.attempt(async () => {
      store.set({ activity: { message, fraction: null, since: performance.now() } });
      try {
        const title = await this.workspace.models.add(files);
        this.said = t('Added {title}.', { title });
      } finally {
        store.set({ activity: null });
      }
    });
  }

  protected override render() {
    const { models, problem } = this;
    return html`
      <ff-dialog label=${t('Models')}>
        <p class="quiet intro">
          ${t('What needs a model runs on this device. A model is downloaded when it is first used; those that are kept work without a network.')}
        </p>
        ${this.renderRoom()}
        ${
          problem
            ? html`<div class="problem" role="alert">
                ${icon('warning')}
                <div>
                  <p>${sentence(problem.what)}</p>
                  <p class="quiet">${sentence(problem.kept)} ${sentence(problem.advice)}</p>
                </div>
              </div>`
            : nothing
        }
        <p class="said" role="status">${this.said}</p>
        ${models ? this.renderTasks(models) : html`<p class="quiet">${t('Looking what is here')}</p>`}
        <div slot="footer">
          <button class="button outlined" ?disabled=${this.isBusy} @click=${() => this.files.click()}>
            ${icon('plus')} ${t('Add a model…')}
          </button>
          <p class="quiet">${t('An ONNX file and its manifest, a TOML file.')}</p>
          <input type="file" multiple accept=".onnx,.toml" hidden @change=${() => void this.add()} />
        </div>
      </ff-dialog>
    `;
  }

  private get isBusy(): boolean {
    return this.watch.value.activity !== null || !this.models;
  }

  private renderRoom() {
    const missing = (this.models ?? []).filter(isMissing);
    return html`
      <div class="room">
        <p class="number">
          ${
            this.room
              ? t('{used} are kept in this browser, {free} are free.', {
                  used: formatBytes(this.room.used),
                  free: formatBytes(this.room.free),
                })
              : nothing
          }
        </p>
        <button
          class="button outlined"
          ?disabled=${this.isBusy || missing.length === 0}
          @click=${() => void this.keep(this.allowed(this.models ?? []))}
        >
          ${icon('offline')} ${t('Keep all for offline use')}
        </button>
      </div>
    `;
  }

  private renderTasks(models: readonly Model[]) {
    return [...new Set(models.map(({ task }) => task))].map((task) => {
      const those = models.filter((model) => model.task === task);
      const missing = this.allowed(those).filter(isMissing);
      return html`
        <section aria-label=${taskInWords(task)}>
          <div class="task">
            <h3>${taskInWords(task)}</h3>
            ${
              missing.length > 0 && those.length > 1
                ? html`<button
                    class="button"
                    ?disabled=${this.isBusy}
                    @click=${() => void this.keep(this.allowed(those))}
                  >
                    ${t('Keep all {count}', { count: those.length })}
                  </button>`
                : nothing
            }
          </div>
          <ul>
            ${repeat(
              those,
              ({ file }) => file.id,
              (model) => this.renderModel(model),
            )}
          </ul>
        </section>
      `;
    });
  }

  /** Those whose licence does not forbid what the person does. */
  private allowed(models: readonly Model[]): Model[] {
    const { noncommercial } = this.watch.value.settings;
    return models.filter((model) => noncommercial || !model.noncommercial);
  }

  private renderModel(model: Model) {
    const { file, summary, licence, licence_link: link } = model;
    const arriving = this.arriving?.ids.includes(file.id) ? this.arriving : null;
    return html`
      <li data-model=${file.id} data-place=${model.place}>
        <div class="what">
          <p>
            ${file.title}${model.origin === 'own' ? html` <span class="tag">${t('Own')}</span>` : nothing}
          </p>
          <p class="quiet">${t(summary)}</p>
          <p class="quiet facts">
            <span class="number">${formatBytes(file.bytes)}</span>
            <a href=${link} target="_blank" rel="noreferrer">${licence}</a>
            <span>${this.stateOf(model)}</span>
          </p>
          ${arriving ? this.renderArriving(arriving) : nothing}
        </div>
        ${arriving ? this.renderStop() : this.renderAction(model)}
      </li>
    `;
  }

  private stateOf(model: Model) {
    const { place, arrived, address } = model;
    if (place === 'here') return html`<span class="here">${icon('check')} ${t('Kept')}</span>`;
    if (this.allowed([model]).length === 0) return t('Not allowed in the settings: no commercial use');
    if (place === 'begun') return t('{size} have arrived', { size: formatBytes(arrived) });
    if (place === 'elsewhere') return t('Not downloaded');
    return address
      ? html`${t('Not on this site.')}
          <a href=${address} target="_blank" rel="noreferrer">${t('Get the file')}</a
          >${t(', then add it below')}`
      : t('Not on this site');
  }

  private renderArriving({ done, total }: Arriving) {
    return html`
      <progress max=${total} .value=${done} aria-label=${t('Downloading models')}></progress>
      <p class="quiet number">
        ${t('{done} of {total}', { done: formatBytes(done), total: formatBytes(total) })}
      </p>
    `;
  }

  private renderStop() {
    return html`
      <button class="button outlined" @click=${() => this.workspace.models.stop()}>${t('Stop')}</button>
    `;
  }

  private renderAction(model: Model) {
    const { title } = model.file;
    if (model.place === 'here') {
      const label = t('Remove {title}', { title });
      return html`
        <button
          class="button icon"
          title=${label}
          aria-label=${label}
          ?disabled=${this.isBusy}
          @click=${() => void this.takeAway(model)}
        >
          ${icon('trash')}
        </button>
      `;
    }
    if (model.place === 'absent' || this.allowed([model]).length === 0) return nothing;
    const label = model.place === 'begun' ? t('Resume {title}', { title }) : t('Download {title}', { title });
    return html`
      <button
        class="button icon"
        title=${label}
        aria-label=${label}
        ?disabled=${this.isBusy}
        @click=${() => void this.keep([model])}
      >
        ${icon('download')}
      </button>
    `;
  }

  static override styles = [shared, buttons, modelsDialogStyles];
}

function isMissing({ place }: Model): boolean {
  return place === 'elsewhere' || place === 'begun';
}
