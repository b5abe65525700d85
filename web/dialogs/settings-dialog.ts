import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../language/words';
import { renderParameter, type ParameterEvent } from '../controls/parameter';
import type {
  ChoiceInfo,
  ParameterInfo,
  ParameterValue,
  SliderInfo,
  ToggleInfo,
} from '../generated/protocol';
import { parameterInWords } from '../language/catalog';
import { chooseLanguage, chosenLanguage, LANGUAGES, nameOf } from '../language/language';
import { changeSettings } from '../settings/settings';
import { clearKept, keptBytes } from '../settings/storage';
import { initialSettings, type Settings } from '../settings/values';
import { store, Watch, type Theme } from '../shell/state';
import { setTheme } from '../shell/theme';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import { formatBytes } from './format';
import { settingsStyles } from './settings-dialog.styles';

const THEME: ChoiceInfo = {
  kind: 'choice',
  name: 'theme',
  label: 'Theme',
  description: 'Dark is best for judging pictures',
  group: '',
  options: [
    { value: 'system', label: 'As the system' },
    { value: 'dark', label: 'Dark' },
    { value: 'light', label: 'Light' },
  ],
  default: 'system',
};

const LANGUAGE: ChoiceInfo = {
  kind: 'choice',
  name: 'language',
  label: 'Language',
  description: '',
  group: '',
  options: [
    { value: '', label: 'As the browser' },
    ...LANGUAGES.map((code) => ({ value: code, label: nameOf(code) })),
  ],
  default: '',
};

const MEMORY: SliderInfo = {
  kind: 'slider',
  name: 'historyMemory',
  label: 'Memory for the history',
  description: 'With more of it, more steps can be taken back in large pictures',
  group: '',
  unit: 'MB',
  minimum: 64,
  maximum: 2048,
  ui_minimum: 128,
  ui_maximum: 2048,
  step: 64,
  whole: true,
  default: initialSettings.historyMemory,
};

const KEEP: ChoiceInfo = {
  kind: 'choice',
  name: 'keep',
  label: 'Exported files tell',
  description: 'What is written into a file about the photo: camera, time, place, author',
  group: '',
  options: [
    { value: 'all', label: 'All that is known' },
    { value: 'no_place', label: 'All but the place' },
    { value: 'none', label: 'Nothing' },
  ],
  default: initialSettings.keep,
};

const NONCOMMERCIAL: ToggleInfo = {
  kind: 'toggle',
  name: 'noncommercial',
  label: 'Allow models for non-commercial use',
  description: 'Their licence forbids work that is paid for',
  group: '',
  default: initialSettings.noncommercial,
};

/** What people choose once: looks, memory, export, privacy. */
@customElement('ff-settings-dialog')
export class SettingsDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private kept: number | null = null;
  @state() private isAsking = false;

  constructor() {
    super();
    new Watch(this, ({ theme, settings, uploads }) => ({ theme, settings, uploads }));
  }

  protected override firstUpdated(): void {
    void keptBytes().then((bytes) => (this.kept = bytes));
  }

  private change(change: Partial<Settings>): void {
    changeSettings(this.workspace.editor, change);
  }

  private async speak(code: string): Promise<void> {
    await chooseLanguage(code || null).catch((error: unknown) => this.workspace.fail(error));
    this.requestUpdate();
  }

  private async clear(): Promise<void> {
    try {
      await clearKept();
      location.reload();
    } catch (error) {
      this.workspace.fail(error);
      this.isAsking = false;
    }
  }

  protected override render() {
    const { theme, settings, uploads } = store.state;
    return html`
      <ff-dialog label=${t('Settings')}>
        <section aria-labelledby="looks">
          <h3 id="looks">${t('Appearance')}</h3>
          ${this.renderRow(THEME, theme, (value) => setTheme(value as Theme))}
          ${this.renderRow(LANGUAGE, chosenLanguage() ?? '', (value) => void this.speak(String(value)))}
          <p>${t('Motion is reduced where your system asks for it.')}</p>
        </section>
        <section aria-labelledby="performance">
          <h3 id="performance">${t('Performance')}</h3>
          ${this.renderRow(MEMORY, settings.historyMemory, (value) =>
            this.change({ historyMemory: Number(value) }),
          )}
          <p>
            ${t('Shared by all open pictures. Beyond it the oldest steps are forgotten, never the picture.')}
          </p>
        </section>
        <section aria-labelledby="exporting">
          <h3 id="exporting">${t('Export')}</h3>
          ${this.renderRow(KEEP, settings.keep, (value) => this.change({ keep: value as Settings['keep'] }))}
        </section>
        <section aria-labelledby="models">
          <h3 id="models">${t('Models')}</h3>
          ${this.renderRow(NONCOMMERCIAL, settings.noncommercial, (value) =>
            this.change({ noncommercial: value === true }),
          )}
          <button class="button outlined" @click=${() => this.goTo('models')}>${t('Models…')}</button>
        </section>
        <section aria-labelledby="keyboard">
          <h3 id="keyboard">${t('Keyboard')}</h3>
          <button class="button outlined" @click=${() => this.goTo('shortcuts')}>
            ${t('Keyboard shortcuts…')}
          </button>
        </section>
        <section aria-labelledby="privacy">
          <h3 id="privacy">${t('Privacy')}</h3>
          <p>
            ${
              uploads === 0
                ? t('No picture was uploaded. Your photos stay on this device.')
                : t('Some requests carried picture data; the network activity lists them.')
            }
          </p>
          <button class="button outlined" @click=${() => this.goTo('ledger')}>
            ${t('Network activity…')}
          </button>
          ${this.isAsking ? this.renderQuestion() : this.renderKept()}
        </section>
      </ff-dialog>
    `;
  }

  private renderRow(info: ParameterInfo, value: ParameterValue, set: (value: ParameterValue) => void) {
    return renderParameter({
      info: parameterInWords(info),
      value,
      disabled: false,
      onChange: (event: ParameterEvent) => set(event.value),
    });
  }

  private renderKept() {
    return html`
      <p>
        ${t('Kept in this browser: your settings and keys, the models that were used, and the editor itself for use without a network.')}
        ${this.kept === null ? nothing : t('Together {size}.', { size: formatBytes(this.kept) })}
      </p>
      <button class="button outlined" @click=${() => (this.isAsking = true)}>
        ${t('Clear what is kept…')}
      </button>
    `;
  }

  private renderQuestion() {
    return html`
      <div class="question" role="alert">
        <p>
          ${t('This removes your settings, keys, colours and stored models, and the page loads again. Pictures that you have not saved or exported are lost.')}
        </p>
        <div class="answers">
          <button class="button outlined danger" @click=${() => void this.clear()}>
            ${t('Clear everything')}
          </button>
          <button class="button outlined" @click=${() => (this.isAsking = false)}>${t('Keep it')}</button>
        </div>
      </div>
    `;
  }

  /** Another dialog in the place of this one. */
  private goTo(dialog: string): void {
    store.set({ dialog });
  }

  static override styles = [shared, buttons, settingsStyles];
}
