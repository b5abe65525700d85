import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { chosenLayers, onLayers, outermost } from '../../documents/chosen-layers';
import type { LayerInfo } from '../../generated/protocol';
import { t } from '../../language/words';
import { openPopup } from '../../menus/popup';
import { Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { buttons, shared } from '../../styles/shared';
import { properties } from '../../styles/properties';
import { LayerChoosing } from './layer-choosing';
import { LayerDrag } from './layer-drag';
import { handleLayerKey, type KeyHost } from './layer-keys';
import { layerMenu } from './layer-menu';
import './layer-row';
import type { LayerRow, MenuEvent } from './layer-row';
import { dropAt, rowsOf, type Drop, type Row } from './rows';

/** The layers as a list, the top one first: choose one or several, name, fold, drag them to another place, ask for their menu. */
@customElement('ff-layer-tree')
export class LayerTree extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private folded: ReadonlySet<string> = new Set();
  @state() private drop: Drop | null = null;
  @state() private dragged: Row | null = null;
  /** Each tap chooses one more or less: fingers have no Ctrl key. */
  @state() private isAdding = false;
  private hadFocus = false;

  private readonly watch = new Watch(this, ({ document, chosen }) => ({ document, chosen }));
  private readonly choosing = new LayerChoosing(() => this.workspace);

  private fold(id: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(id)) folded.add(id);
    this.folded = folded;
  }

  private handleClick(event: MouseEvent, { layer }: Row, rows: Row[]): void {
    if (this.isAdding) this.choosing.toggle(layer.id);
    else this.choosing.click(layer.id, event, rows);
  }

  private items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=treeitem]')];
  }

  private itemOf(id: string): HTMLElement | undefined {
    return this.items().find((item) => item.dataset['layer'] === id);
  }

  private async openMenu({ layer }: Row, item: HTMLElement, at?: { x: number; y: number }): Promise<void> {
    // The menu's commands are for the active layer, and those that are chosen with it.
    if (layer.id !== this.watch.value.document?.active) await this.workspace.activateLayer(layer.id);
    const menu = layerMenu(layer, {
      rename: () => void item.querySelector<LayerRow>('ff-layer-row')?.rename(),
      isAdding: this.isAdding,
      add: () => (this.isAdding = !this.isAdding),
    });
    await openPopup(menu, this.workspace, item, at);
  }

  private readonly drag = new LayerDrag({
    dropAt: (y, dragged) => this.dropUnder(y, dragged),
    show: (dragged, drop) => Object.assign(this, { dragged, drop }),
    move: (dragged, drop) => void this.reorder(dragged, drop),
    openMenu: (row, item, at) => void this.openMenu(row, item, at),
  });

  private async reorder({ layer }: Row, { where, other }: Drop): Promise<void> {
    await this.workspace.run('move_layer', { where, other }, onLayers(layer.id));
  }

  private readonly keys: Omit<KeyHost, 'workspace'> = {
    isFolded: ({ layer }) => this.folded.has(layer.id),
    fold: ({ layer }) => this.fold(layer.id),
    rename: ({ layer }) => void this.itemOf(layer.id)?.querySelector<LayerRow>('ff-layer-row')?.rename(),
    choose: ({ layer }) => {
      this.choosing.only(layer.id);
      this.itemOf(layer.id)?.focus();
    },
    chooseTo: ({ layer }) => {
      this.choosing.to(layer.id, this.rows());
      this.itemOf(layer.id)?.focus();
    },
    move: (row, drop) => void this.reorder(row, drop),
    openMenu: (row) => {
      const item = this.itemOf(row.layer.id);
      if (item) void this.openMenu(row, item);
    },
  };

  private handleKey(event: KeyboardEvent, row: Row, rows: Row[]): void {
    // What happens in a menu or a name is not for the list.
    if (event.defaultPrevented || event.target !== event.currentTarget) return;
    const isUsed =
      (event.key === 'Escape' && this.drag.cancel()) ||
      handleLayerKey(event, row, rows, { ...this.keys, workspace: this.workspace });
    if (!isUsed) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private handleContextMenu(event: PointerEvent & { currentTarget: HTMLElement }, row: Row): void {
    event.preventDefault();
    // A finger that rests has asked already; keys are the list's own.
    if (event.pointerType === 'touch') return;
    void this.openMenu(row, event.currentTarget, { x: event.clientX, y: event.clientY });
  }

  private dropUnder(y: number, dragged: Row): Drop | null {
    const rows = this.rows();
    for (const [index, item] of this.items().entries()) {
      const { top, height } = item.getBoundingClientRect();
      const row = rows[index];
      if (row && y >= top && y < top + height)
        return dropAt(row, (y - top) / height, this.inHand(dragged), this.folded.has(row.layer.id));
    }
    return null;
  }

  /** What moves with a layer that is dragged. */
  private inHand({ layer }: Row): LayerInfo[] {
    const { layers } = onLayers(layer.id);
    return layers ? outermost(this.watch.value.document?.layers ?? [], layers) : [layer];
  }

  protected override willUpdate(): void {
    this.hadFocus = this.renderRoot.contains(this.shadowRoot?.activeElement ?? null);
  }

  /** Where the layer that had the focus is gone, the active one has it. */
  protected override updated(): void {
    if (this.hadFocus && !this.shadowRoot?.activeElement)
      this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  private rows(): Row[] {
    return rowsOf(this.watch.value.document?.layers ?? [], this.folded);
  }

  protected override render() {
    const { document } = this.watch.value;
    if (!document) return nothing;
    const rows = this.rows();
    const isShown = rows.some(({ layer }) => layer.id === document.active);
    const chosen = chosenLayers();
    const lifted = this.dragged ? this.inHand(this.dragged) : [];
    return html`
      ${this.isAdding ? this.renderAdding(chosen.length) : nothing}
      <div
        role="tree"
        aria-label=${t('Layers')}
        aria-multiselectable="true"
        @pointermove=${(event: PointerEvent & { currentTarget: HTMLElement }) => this.drag.move(event)}
        @pointerup=${(event: PointerEvent) => this.drag.up(event)}
        @pointercancel=${(event: PointerEvent) => this.drag.up(event)}
        @touchend=${(event: TouchEvent) => this.drag.lift(event)}
      >
        ${repeat(
          rows,
          ({ layer }) => layer.id,
          (row, index) => {
            const { layer, depth } = row;
            const isActive = layer.id === document.active;
            return html`
              <div
                role="treeitem"
                aria-level=${depth + 1}
                aria-selected=${chosen.includes(layer.id)}
                aria-expanded=${layer.kind === 'group' ? !this.folded.has(layer.id) : nothing}
                aria-label=${layer.visible ? layer.name : t('{name}, hidden', { name: layer.name })}
                data-layer=${layer.id}
                tabindex=${isActive || (!isShown && index === 0) ? 0 : -1}
                class=${classMap({
                  [this.drop?.where ?? '']: this.drop?.other === layer.id,
                  lifted: lifted.includes(layer),
                  active: isActive && chosen.length > 1,
                })}
                ${properties({ '--depth': `${depth}` })}
                @click=${(event: MouseEvent) => this.handleClick(event, row, rows)}
                @pointerdown=${(event: PointerEvent & { currentTarget: HTMLElement }) =>
                  this.drag.down(event, row)}
                @contextmenu=${(event: PointerEvent & { currentTarget: HTMLElement }) =>
                  this.handleContextMenu(event, row)}
                @keydown=${(event: KeyboardEvent) => this.handleKey(event, row, rows)}
                @ff-menu=${({ at, currentTarget }: MenuEvent) =>
                  void this.openMenu(row, currentTarget as HTMLElement, at)}
                @ff-fold=${() => this.fold(layer.id)}
              >
                <ff-layer-row
                  .workspace=${this.workspace}
                  .row=${row}
                  ?folded=${this.folded.has(layer.id)}
                  ?active=${isActive}
                ></ff-layer-row>
              </div>
            `;
          },
        )}
      </div>
    `;
  }

  private renderAdding(count: number) {
    return html`
      <div class="adding">
        <span>${count > 1 ? t('{count} layers chosen', { count }) : t('Tap the layers to choose.')}</span>
        <button class="button" @click=${() => (this.isAdding = false)}>${t('Done')}</button>
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
        margin: 0 -1rem;
      }

      .adding {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 0 1rem 0.5rem;
      }

      [role='tree'] {
        overflow: hidden auto;
        max-height: 17.5rem;
        scrollbar-width: thin;
        scrollbar-color: var(--control) transparent;
      }

      [role='treeitem'] {
        position: relative;
        padding-left: 0.5rem;
        border-bottom: 1px solid var(--line);
        cursor: default;
        touch-action: pan-y;
        user-select: none;
      }

      @media (hover: hover) {
        [role='treeitem']:hover {
          background: var(--hover);
        }
      }

      [aria-selected='true'],
      [aria-selected='true']:hover {
        background: var(--selected);
      }

      .active::before {
        position: absolute;
        inset: 0 auto 0 0;
        width: 2px;
        background: var(--accent);
        content: '';
      }

      .lifted {
        opacity: 0.5;
      }

      .above::after,
      .below::after {
        position: absolute;
        right: 0;
        left: calc(2.25rem + var(--depth) * 0.75rem);
        height: 2px;
        background: var(--accent);
        content: '';
      }

      .above::after {
        top: -1px;
      }

      .below::after {
        bottom: -1px;
      }

      .inside {
        outline: 2px solid var(--accent);
        outline-offset: -2px;
      }
    `,
  ];
}
