import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../../language/words';
import { icon, type IconName } from '../../icons';
import type { LayerInfo } from '../../generated/protocol';
import { editTarget } from '../../masks/edit-target';
import { lookAtMask, paintOnMask } from '../../masks/targeting';
import { Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { properties } from '../../styles/properties';
import { shared } from '../../styles/shared';
import { reveal } from '../layout';
import type { Row } from './rows';
import './thumbnail';

const KINDS: Partial<Record<LayerInfo['kind'], IconName>> = {
  adjustment: 'adjustment',
  fill: 'layers',
  group: 'group',
  shape: 'shape',
  text: 'text',
};

/** A button of a layer asks for the layer's menu. */
export class MenuEvent extends Event {
  constructor(readonly at: { x: number; y: number }) {
    super('ff-menu', { bubbles: true, composed: true });
  }
}

/** One layer of the list: its eye, what it shows, its mask, and its name, which a double click changes. */
@customElement('ff-layer-row')
export class LayerRow extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) row!: Row;
  @property({ type: Boolean }) folded = false;
  /** Whether it is the layer that is edited. */
  @property({ type: Boolean }) active = false;
  @state() private naming = false;
  @query('input') private field?: HTMLInputElement;

  private readonly watch = new Watch(this, (whole) => ({ target: editTarget(whole) }));

  /** Lets the name be typed. */
  async rename(): Promise<void> {
    this.naming = true;
    await this.updateComplete;
    this.field?.select();
  }

  /** Whether its mask is painted on. */
  private get isMask(): boolean {
    return this.active && this.watch.value.target === 'mask';
  }

  private async handleMask(event: MouseEvent): Promise<void> {
    event.stopPropagation();
    const { workspace, active } = this;
    const { id, mask } = this.row.layer;
    if (!active) await workspace.activateLayer(id);
    if (event.altKey) lookAtMask(workspace, id);
    else if (event.shiftKey) await workspace.run('mask_visible', { enabled: !mask?.enabled }, { layer: id });
    else paintOnMask(id);
  }

  private finish(keep: boolean): void {
    if (!this.naming) return;
    this.naming = false;
    const { id, name } = this.row.layer;
    const title = this.field?.value.trim() ?? '';
    if (keep && title && title !== name) void this.workspace.run('rename_layer', { title }, { layer: id });
    this.parentElement?.focus();
  }

  private handleKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Enter') this.finish(true);
    if (event.key === 'Escape') this.finish(false);
  }

  protected override render() {
    const { layer, depth } = this.row;
    const { id, name, visible, clipped, locks } = layer;
    const kind = KINDS[layer.kind];
    return html`
      <button
        class="eye"
        tabindex="-1"
        aria-label=${visible ? t('Hide {name}', { name }) : t('Show {name}', { name })}
        @click=${(event: Event) => {
          event.stopPropagation();
          void this.workspace.run('show_layer', { visible: !visible }, { layer: id });
        }}
      >
        ${icon(visible ? 'eye' : 'eyeClosed')}
      </button>
      <span class="indent" ${properties({ width: `${(depth + Number(clipped)) * 0.75}rem` })}></span>
      ${
        layer.kind === 'group'
          ? html`<button
              class="fold"
              tabindex="-1"
              aria-label=${this.folded ? t('Unfold {name}', { name }) : t('Fold {name}', { name })}
              ?data-folded=${this.folded}
              @click=${(event: Event) => {
                event.stopPropagation();
                this.dispatchEvent(new Event('ff-fold', { bubbles: true, composed: true }));
              }}
            >
              ${icon('chevron')}
            </button>`
          : nothing
      }
      <span
        class="picture ${visible ? '' : 'hidden'} ${this.active && layer.mask && !this.isMask ? 'target' : ''}"
      >
        ${
          kind
            ? icon(kind)
            : html`<ff-thumbnail
                .workspace=${this.workspace}
                layer=${id}
                revision=${layer.revision ?? 0}
              ></ff-thumbnail>`
        }
      </span>
      ${
        layer.mask
          ? html`<button
              class="mask ${layer.mask.enabled ? '' : 'off'} ${this.isMask ? 'target' : ''}"
              tabindex="-1"
              aria-pressed=${this.isMask}
              aria-label=${t('Paint on the mask of {name}', { name })}
              title=${t('Paint on the mask. Alt shows it alone, Shift looks past it.')}
              @click=${this.handleMask}
              @dblclick=${() => reveal('mask')}
            >
              <ff-thumbnail
                .workspace=${this.workspace}
                layer=${id}
                of="mask"
                revision=${layer.mask.revision}
              ></ff-thumbnail>
            </button>`
          : nothing
      }
      ${
        this.naming
          ? html`<input
              aria-label=${t('Name of the layer')}
              .value=${name}
              @keydown=${this.handleKey}
              @blur=${() => this.finish(true)}
            />`
          : html`<span
              class="name ${visible ? '' : 'hidden'}"
              title=${name}
              @dblclick=${() => void this.rename()}
              >${name}</span
            >`
      }
      ${layer.effects.length > 0 ? html`<span class="badge" title=${t('Has effects')}>fx</span>` : nothing}
      ${locks.length > 0 ? html`<span class="badge" title=${t('Locked')}>${icon('lock')}</span>` : nothing}
      <button
        class="more"
        tabindex="-1"
        aria-haspopup="menu"
        aria-label=${t('More about {name}', { name })}
        @click=${(event: MouseEvent & { currentTarget: HTMLElement }) => {
          event.stopPropagation();
          const { left: x, bottom: y } = event.currentTarget.getBoundingClientRect();
          this.dispatchEvent(new MenuEvent({ x, y }));
        }}
      >
        ${icon('more')}
      </button>
      <span class="handle" aria-hidden="true">${icon('handle')}</span>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        min-width: 0;
        height: 2.5rem;
        padding-right: 0.5rem;
      }

      button {
        display: grid;
        flex: none;
        place-items: center;
        width: 1.75rem;
        height: 1.75rem;
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: none;
        color: var(--quiet);
      }

      :host-context([phone]) .mask {
        height: 2.75rem;
      }

      :host-context([phone]) .eye {
        width: 2.75rem;
        height: 2.75rem;
      }

      .more svg,
      .eye svg {
        width: 1rem;
        height: 1rem;
      }

      .more {
        margin-left: auto;
        opacity: 0;
      }

      .more:focus-visible,
      .more[aria-expanded='true'],
      :host(:hover) .more,
      :host([active]) .more {
        opacity: 1;
      }

      .handle {
        display: none;
      }

      @media (pointer: coarse) {
        .more {
          height: 2.75rem;
          opacity: 1;
        }

        .handle {
          display: grid;
          place-items: center;
          width: 2.75rem;
          height: 2.75rem;
          margin-right: -0.5rem;
          color: var(--quiet);
          cursor: grab;
          touch-action: none;
        }
      }

      .fold {
        width: 1rem;
        margin-left: -0.25rem;
      }

      .fold svg {
        width: 0.75rem;
        height: 0.75rem;
        transform: rotate(90deg);
      }

      .fold[data-folded] svg {
        transform: none;
      }

      .indent {
        flex: none;
      }

      .picture {
        display: grid;
        flex: none;
        place-items: center;
        width: 2rem;
        height: 2rem;
        color: var(--quiet);
      }

      .hidden {
        opacity: 0.5;
      }

      .mask {
        width: 2rem;
        height: 2rem;
        border-radius: 0;
      }

      .picture.target,
      .mask.target ff-thumbnail {
        outline: 2px solid var(--text);
      }

      .off ff-thumbnail {
        opacity: 0.35;
      }

      .name {
        flex: 1;
        overflow: hidden;
        min-width: 0;
        padding-left: 0.25rem;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      input {
        flex: 1;
        min-width: 0;
        height: 1.75rem;
        padding: 0 0.25rem;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--raised);
      }

      .badge {
        flex: none;
        color: var(--quiet);
        font-size: var(--small);
      }

      .badge svg {
        width: 0.875rem;
        height: 0.875rem;
      }
    `,
  ];
}
