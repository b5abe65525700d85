import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PresetInfo } from '../../generated/protocol';
import { t } from '../../language/words';
import { store, Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { shared } from '../../styles/shared';
import { AfterRest } from '../after-rest';
import { panelStyles } from '../panel.styles';
import { isEditable } from '../parameters';
import { Roving } from '../roving';
import { drawSmall } from '../small-picture';
import { HoverPreview } from './hover-preview';
import { presetsStyles } from './presets.styles';

/** Pixels of a thumbnail's longer side, on screens of twice the density too. */
const SIZE = 160;
/** Each picture of ten takes the engine a moment: they wait until nobody moves anything any more. */
const REST = 400;

/** What each preset would make of the picture, on the picture itself while it is looked at; a press does it. */
@customElement('ff-presets')
export class Presets extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private presets: PresetInfo[] = [];
  /** Presets whose picture was drawn. */
  @state() private drawn: ReadonlySet<string> = new Set();

  private readonly watch = new Watch(this, ({ document, boot, activity }) => ({ document, boot, activity }));
  private readonly preview = new HoverPreview(() => this.workspace.editor);
  private readonly roving = new Roving(this, () => [...this.renderRoot.querySelectorAll('button')]);

  constructor() {
    super();
    new AfterRest(this, (document, isCurrent) => this.draw(document !== null, isCurrent), REST);
  }

  /** The document that the pictures are of. */
  private of: number | undefined;

  protected override willUpdate(): void {
    const id = this.watch.value.document?.id;
    if (id !== this.of) this.drawn = new Set();
    this.of = id;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.preview.hide();
  }

  private async draw(hasDocument: boolean, isCurrent: () => boolean): Promise<void> {
    const { editor } = this.workspace;
    if (!hasDocument) return;
    if (!this.presets.length) this.presets = (await editor.ask('presets', {})).result;
    await this.updateComplete;
    for (const { name } of this.presets) {
      if (!isCurrent() || !this.isConnected) return;
      // One that cannot be used here has no picture; pressing it says why.
      const answer = await editor.ask('preset_preview', { preset: name, size: SIZE }).catch(() => null);
      const canvas = this.renderRoot.querySelector<HTMLCanvasElement>(`[data-preset='${name}'] canvas`);
      if (!answer || !canvas || !isCurrent()) continue;
      drawSmall(canvas, answer);
      this.drawn = new Set([...this.drawn, name]);
    }
  }

  private look({ name }: PresetInfo): void {
    if (isEditable(store.state)) this.preview.show(name);
  }

  private apply({ name, title }: PresetInfo): void {
    if (!isEditable(store.state)) return;
    this.preview.forget();
    void this.workspace.perform(t(title), () => this.workspace.editor.applyRecipe({ preset: name }));
  }

  protected override render() {
    if (!this.watch.value.document) {
      return html`<p class="quiet">${t('Open a picture to see what each preset makes of it.')}</p>`;
    }
    return html`
      <div
        class="grid"
        role="group"
        aria-label=${t('Presets')}
        @keydown=${this.roving.handleKey}
        @focusin=${this.roving.handleFocus}
      >
        ${this.presets.map((preset) => this.renderPreset(preset))}
      </div>
    `;
  }

  private renderPreset(preset: PresetInfo) {
    const { name, title } = preset;
    return html`
      <button
        data-preset=${name}
        aria-disabled=${isEditable(store.state) ? nothing : 'true'}
        @click=${() => this.apply(preset)}
        @pointerenter=${(event: PointerEvent) => event.pointerType !== 'touch' && this.look(preset)}
        @pointerleave=${() => this.preview.hide()}
        @focus=${(event: FocusEvent & { target: Element }) => event.target.matches(':focus-visible') && this.look(preset)}
        @blur=${() => this.preview.hide()}
      >
        <span class="frame"
          ><canvas class=${this.drawn.has(name) ? 'drawn' : ''} width="3" height="2"></canvas
        ></span>
        <span class="title">${t(title)}</span>
      </button>
    `;
  }

  static override styles = [shared, panelStyles, presetsStyles];
}
