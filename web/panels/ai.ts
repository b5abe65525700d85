import aperture from 'lucide-static/icons/aperture.svg?raw';
import background from 'lucide-static/icons/scissors.svg?raw';
import crop from 'lucide-static/icons/crop.svg?raw';
import depth from 'lucide-static/icons/layers-2.svg?raw';
import detect from 'lucide-static/icons/scan-search.svg?raw';
import enhance from 'lucide-static/icons/wand-sparkles.svg?raw';
import eraser from 'lucide-static/icons/eraser.svg?raw';
import eyes from 'lucide-static/icons/scan-eye.svg?raw';
import faces from 'lucide-static/icons/venetian-mask.svg?raw';
import fog from 'lucide-static/icons/cloud-fog.svg?raw';
import noise from 'lucide-static/icons/grip.svg?raw';
import other from 'lucide-static/icons/sparkles.svg?raw';
import sharp from 'lucide-static/icons/focus.svg?raw';
import style from 'lucide-static/icons/palette.svg?raw';
import subject from 'lucide-static/icons/user-round.svg?raw';
import thing from 'lucide-static/icons/mouse-pointer-click.svg?raw';
import upscale from 'lucide-static/icons/image-upscale.svg?raw';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../language/words';
import type { OperationInfo } from '../generated/protocol';
import { drawn, icon } from '../icons';
import '../ai-service/missing-model';
import { lacksModel, runsOnService } from '../ai-service/needs';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import './operation-form';
import { panelStyles } from './panel.styles';
import { operationsOf } from './parameters';

/** What stands for a task; one that has no drawing of its own gets the common one. */
const DRAWINGS: Record<string, string> = {
  remove_background: background,
  select_subject: subject,
  select_object: thing,
  remove_object: eraser,
  select_depth: depth,
  detect_objects: detect,
  hide_faces: faces,
  correct_red_eyes: eyes,
  transfer_style: style,
  upscale,
  remove_noise: noise,
  remove_blur: sharp,
  crop_to_subject: crop,
  auto_enhance: enhance,
  depth_blur: aperture,
  depth_fog: fog,
};

/** What models can do, and where it runs. */
@customElement('ff-ai')
export class Ai extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ catalog, service, localTasks }) => ({
    catalog,
    service,
    localTasks,
  }));

  protected override render() {
    return html`
      <div>
        ${repeat(
          operationsOf(this.watch.value.catalog, 'ai'),
          ({ name }) => name,
          (operation, index) => this.renderTask(operation, index === 0),
        )}
        <div class="foot">
          ${this.renderWhere()}
          <button class="button" @click=${() => store.set({ dialog: 'models' })}>${t('Models…')}</button>
        </div>
      </div>
    `;
  }

  /** One task is open at a time, the first one to begin with. */
  private renderTask(operation: OperationInfo, isFirst: boolean) {
    const lacks = lacksModel(operation, store.state);
    return html`
      <details name="task" ?open=${isFirst}>
        <summary>
          ${drawn(DRAWINGS[operation.name] ?? other)}<span>${operation.label}</span>
          ${lacks ? html`<b title=${t('Needs an AI service')}>${t('AI')}</b>` : nothing} ${icon('chevron')}
        </summary>
        <div class="rows">
          <p class="quiet">${operation.description}</p>
          ${lacks ? html`<ff-missing-model></ff-missing-model>` : nothing}
          <ff-operation-form .workspace=${this.workspace} .operation=${operation}></ff-operation-form>
        </div>
      </details>
    `;
  }

  /** Where the tasks run as things are, and the way to change that. */
  private renderWhere() {
    const { catalog, service } = this.watch.value;
    const isAway = operationsOf(catalog, 'ai').some((operation) => runsOnService(operation, store.state));
    return html`
      <button
        class="where ${isAway ? 'away' : ''}"
        title=${t('AI service…')}
        @click=${() => store.set({ dialog: 'service' })}
      >
        ${
          isAway
            ? html`${icon('cloud')} ${t('Some run on {host}', { host: service.host })}`
            : html`${icon('laptop')} ${t('Runs on this device')}`
        }
      </button>
    `;
  }

  static override styles = [
    shared,
    buttons,
    panelStyles,
    css`
      details {
        margin: 0 -0.5rem;
        border-radius: var(--radius);
      }

      summary {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: var(--row);
        padding: 0 0.5rem;
        border-radius: var(--radius);
        cursor: pointer;
        list-style: none;
        user-select: none;
      }

      summary:hover {
        background: var(--hover);
      }

      summary::-webkit-details-marker {
        display: none;
      }

      summary span {
        flex: 1;
        min-width: 0;
      }

      summary svg {
        flex: none;
        width: 1rem;
        height: 1rem;
        color: var(--quiet);
      }

      summary svg:last-child {
        width: 0.75rem;
        height: 0.75rem;
      }

      details[open] summary svg:last-child {
        transform: rotate(90deg);
      }

      .rows {
        padding: 0.25rem 0.5rem 0.75rem;
      }

      .quiet {
        color: var(--quiet);
        font-size: var(--small);
      }

      b {
        padding: 0 0.25rem;
        border: 1px solid var(--control);
        border-radius: 0.25rem;
        color: var(--quiet);
        font-size: 0.625rem;
        font-weight: 600;
        line-height: 0.875rem;
      }

      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin: 0.5rem -0.5rem 0;
      }

      .where {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        min-height: var(--row);
        padding: 0 0.5rem;
        border: 0;
        border-radius: var(--radius);
        background: none;
        cursor: pointer;
        color: var(--private);
        font-size: var(--small);
      }

      .where:hover {
        background: var(--hover);
      }

      .away {
        color: var(--warning);
      }

      .where svg {
        width: 0.875rem;
        height: 0.875rem;
      }
    `,
  ];
}
