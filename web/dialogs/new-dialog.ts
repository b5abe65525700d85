import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { parameterInWords } from '../language/catalog';
import { t } from '../language/words';
import { renderParameter, type ParameterEvent } from '../controls/parameter';
import { clipboardSize } from '../documents/clipboard';
import { createDocument, onPaper, type NewDocument } from '../documents/creating';
import { groups, type Size } from '../documents/sizes';
import type { ChoiceInfo, ColourInfo } from '../generated/protocol';
import { stored } from '../settings/stored';
import { notify } from '../shell/toasts';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import type { DialogFrame } from './dialog-frame';
import { formStyles } from './form.styles';

const CUSTOM = 'custom';
const CLIPBOARD = 'clipboard';
const FIRST: NewDocument = {
  width: 1920,
  height: 1080,
  resolution: 72,
  background: 'white',
  colour: '#808080',
};

/** The choices of the last time. */
const kept = stored<NewDocument>('new-document', FIRST, isNewDocument);

const BACKGROUND: ChoiceInfo = {
  kind: 'choice',
  name: 'background',
  label: 'Background',
  description: '',
  group: '',
  options: [
    { value: 'white', label: 'White' },
    { value: 'black', label: 'Black' },
    { value: 'colour', label: 'Colour' },
    { value: 'transparent', label: 'Transparent' },
  ],
  default: 'white',
};

const COLOUR: ColourInfo = {
  kind: 'colour',
  name: 'colour',
  label: 'Colour',
  description: '',
  group: '',
  default: '#808080',
};

const NUMBERS = [
  { name: 'width', label: 'Width', unit: 'px', most: 30_000 },
  { name: 'height', label: 'Height', unit: 'px', most: 30_000 },
  { name: 'resolution', label: 'Resolution', unit: 'ppi', most: 2400 },
] as const;

/** Makes an empty document: a preset or sizes of one's own, resolution, background. */
@customElement('ff-new-dialog')
export class NewDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private values = kept.read();

  @query('ff-dialog') private frame!: DialogFrame;
  @query('form') private form!: HTMLFormElement;
  @query('#name') private nameField!: HTMLInputElement;

  static override styles = [shared, buttons, formStyles];

  private set(change: Partial<NewDocument>): void {
    this.values = { ...this.values, ...change };
  }

  private async choose({ target }: Event & { target: HTMLSelectElement }): Promise<void> {
    if (target.value === CLIPBOARD) {
      const size = await clipboardSize();
      if (size) this.set(size);
      else notify(t('There is no picture on the clipboard, or the browser does not let this page see it.'));
      target.value = presetOf(this.values);
      return;
    }
    const preset = groups.flatMap(({ presets }) => presets).find(({ label }) => label === target.value);
    if (preset) this.set({ width: preset.width, height: preset.height, resolution: preset.resolution });
  }

  private async create(): Promise<void> {
    if (!this.form.reportValidity()) return;
    const name = this.nameField.value.trim() || t('Untitled');
    kept.write(this.values);
    if (await createDocument(this.workspace, name, this.values)) this.frame.close();
  }

  protected override render() {
    const { values } = this;
    return html`
      <ff-dialog label=${t('New picture')}>
        <form
          @submit=${(event: Event) => {
            event.preventDefault();
            void this.create();
          }}
        >
          <label class="row">
            ${t('Name')}
            <input id="name" type="text" autocomplete="off" spellcheck="false" value=${t('Untitled')} />
          </label>
          ${this.renderPresets()} ${NUMBERS.map((number) => this.renderNumber(number))}
          ${renderParameter({
            info: parameterInWords(BACKGROUND),
            value: values.background,
            disabled: false,
            onChange: ({ value }: ParameterEvent) =>
              this.set({ background: value as NewDocument['background'] }),
          })}
          ${
            values.background === 'colour'
              ? renderParameter({
                  info: parameterInWords(COLOUR),
                  value: values.colour,
                  disabled: false,
                  onChange: ({ value }: ParameterEvent) => this.set({ colour: String(value) }),
                })
              : nothing
          }
          <button type="submit" hidden></button>
        </form>
        <div slot="footer">
          <span class="quiet number">${onPaper(values)}</span>
          <button class="button primary" autofocus @click=${() => void this.create()}>${t('Create')}</button>
        </div>
      </ff-dialog>
    `;
  }

  private renderPresets() {
    const chosen = presetOf(this.values);
    return html`
      <label class="row">
        ${t('Preset')}
        <select
          aria-label=${t('Preset')}
          .value=${chosen}
          @change=${(event: Event & { target: HTMLSelectElement }) => void this.choose(event)}
        >
          <option value=${CUSTOM} ?selected=${chosen === CUSTOM}>${t('Custom')}</option>
          <option value=${CLIPBOARD}>${t('Size of the clipboard’s picture')}</option>
          ${groups.map(
            ({ label, presets }) => html`
              <optgroup label=${t(label)}>
                ${presets.map(
                  (each) => html`
                    <option value=${each.label} ?selected=${chosen === each.label}>
                      ${`${t(each.label)}, ${each.width} × ${each.height}`}
                    </option>
                  `,
                )}
              </optgroup>
            `,
          )}
        </select>
      </label>
    `;
  }

  private renderNumber({ name, label, unit, most }: (typeof NUMBERS)[number]) {
    return html`
      <label class="row">
        ${t(label)}
        <span class="fields">
          <input
            type="number"
            required
            min="1"
            max=${most}
            step="1"
            .value=${String(this.values[name])}
            @input=${({ target }: Event & { target: HTMLInputElement }) =>
              target.validity.valid && this.set({ [name]: target.valueAsNumber })}
          />
          <span class="quiet">${unit}</span>
        </span>
      </label>
    `;
  }
}

function presetOf(size: Size): string {
  const presets = groups.flatMap((group) => group.presets);
  const found = presets.find(
    ({ width, height, resolution }) =>
      width === size.width && height === size.height && resolution === size.resolution,
  );
  return found?.label ?? CUSTOM;
}

function isNewDocument(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { width, height, resolution, background, colour } = value as Partial<NewDocument>;
  const numbers = [width, height, resolution].every(
    (number) => Number.isFinite(number) && Number(number) >= 1,
  );
  return (
    numbers && BACKGROUND.options.some((option) => option.value === background) && typeof colour === 'string'
  );
}
