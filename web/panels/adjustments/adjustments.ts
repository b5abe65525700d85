import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { inOrder } from '../../commands/operation-places';
import type { OperationInfo } from '../../generated/protocol';
import { drawn } from '../../icons';
import { t } from '../../language/words';
import { store, Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { shared } from '../../styles/shared';
import { reveal } from '../layout';
import { panelStyles } from '../panel.styles';
import { isEditable, operationsOf } from '../parameters';
import { Roving } from '../roving';
import { drawingOf } from './drawings';

/** A button for each adjustment: it lays a layer over the active one, whose controls are in the properties then. */
@customElement('ff-adjustments')
export class Adjustments extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  /** The one that the words below are about. */
  @state() private pointed: OperationInfo | null = null;

  private readonly watch = new Watch(this, ({ catalog, document, boot, activity, isPhone }) => ({
    catalog,
    document,
    boot,
    activity,
    isPhone,
  }));
  private readonly roving = new Roving(this, () => [...this.renderRoot.querySelectorAll('button')]);

  private get adjustments(): OperationInfo[] {
    const all = operationsOf(this.watch.value.catalog, 'adjust');
    return inOrder(all).filter(({ family }) => family === 'point' || family === 'area');
  }

  private async add({ name, parameters }: OperationInfo): Promise<void> {
    if (!isEditable(store.state)) return;
    const isDone = await this.workspace.run(name, {}, { target: 'layer' });
    if (isDone && parameters.length) reveal('properties');
  }

  protected override render() {
    return html`
      <div
        class="grid"
        role="group"
        aria-label=${t('Add an adjustment layer')}
        @keydown=${this.roving.handleKey}
        @focusin=${this.roving.handleFocus}
        @pointerleave=${() => (this.pointed = null)}
        @focusout=${() => (this.pointed = null)}
      >
        ${this.adjustments.map((operation) => this.renderButton(operation))}
      </div>
      ${this.watch.value.isPhone ? '' : this.renderWords()}
    `;
  }

  private renderButton(operation: OperationInfo) {
    const { label, name, description } = operation;
    const point = () => (this.pointed = operation);
    return html`
      <button
        aria-label=${label}
        aria-description=${description}
        aria-disabled=${!isEditable(store.state)}
        @pointerenter=${point}
        @focus=${point}
        @click=${() => void this.add(operation)}
      >
        ${drawn(drawingOf(name))}${this.watch.value.isPhone ? html`<span>${label}</span>` : ''}
      </button>
    `;
  }

  /** What the button under the pointer does; the place is kept while there is none. */
  private renderWords() {
    const { pointed } = this;
    const rest = this.watch.value.document
      ? t('Each adds a layer that changes what lies below it.')
      : t('Open a picture to adjust it with layers.');
    return html`
      <p class="words" aria-hidden="true">
        ${pointed ? html`<span>${pointed.label}</span> <span class="quiet">${pointed.description}</span>` : html`<span class="quiet">${rest}</span>`}
      </p>
    `;
  }

  static override styles = [
    shared,
    panelStyles,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(7, 1fr);
        gap: 0.25rem;
        margin: 0 -0.25rem;
      }

      button {
        display: grid;
        place-items: center;
        height: 2rem;
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: none;
        cursor: default;
      }

      button[aria-disabled='true'] {
        opacity: 0.4;
      }

      @media (hover: hover) {
        button:hover {
          background: var(--hover);
        }
      }

      button:active {
        background: var(--pressed);
      }

      .words {
        overflow: hidden;
        height: calc(3 * var(--body-line));
        margin-top: 0.5rem;
        font-size: var(--body);
        line-height: var(--body-line);
      }

      @media (pointer: coarse), (max-width: 40rem) {
        .grid {
          grid-template-columns: repeat(4, minmax(0, 1fr));
          margin: 0;
        }

        button {
          align-content: start;
          gap: 0.25rem;
          height: auto;
          min-height: 4rem;
          padding: 0.5rem 0.125rem;
          color: var(--text);
          font-size: var(--small);
          line-height: var(--body-line);
          overflow-wrap: anywhere;
          hyphens: auto;
        }
      }
    `,
  ];
}
