import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../language/words';
import { Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { shared } from '../../styles/shared';
import './layer-row';
import type { LayerRow } from './layer-row';
import { dropAt, rowsOf, type Drop, type Row } from './rows';

/** How far a pointer moves before it drags, in pixels; a finger may tremble. */
const SLACK = { mouse: 4, pen: 6, touch: 10 } as const;

interface Drag {
  row: Row;
  pointer: number;
  startX: number;
  startY: number;
  kind: keyof typeof SLACK;
  isMoving: boolean;
}

/** The layers as a list, the top one first: choose, name, fold, and drag them to another place. */
@customElement('ff-layer-tree')
export class LayerTree extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private folded: ReadonlySet<string> = new Set();
  @state() private drop: Drop | null = null;
  private drag: Drag | null = null;

  private readonly watch = new Watch(this, ({ document }) => ({ document }));

  private fold(id: string): void {
    const folded = new Set(this.folded);
    if (!folded.delete(id)) folded.add(id);
    this.folded = folded;
  }

  private choose(id: string): void {
    if (id !== this.watch.value.document?.active) void this.workspace.activateLayer(id);
  }

  private items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=treeitem]')];
  }

  private async handleKey(event: KeyboardEvent, row: Row, rows: Row[]): Promise<void> {
    const index = rows.indexOf(row);
    const { id } = row.layer;
    const item = (event.currentTarget as HTMLElement).querySelector<LayerRow>('ff-layer-row');
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step !== undefined && event.altKey) await this.shift(row, step);
    else if (step !== undefined) {
      const next = rows[index + step];
      if (!next) return;
      this.choose(next.layer.id);
      this.items()[index + step]?.focus();
    } else if (event.key === 'F2' || event.key === 'Enter') void item?.rename();
    else if (event.key === 'ArrowLeft' && !this.folded.has(id) && row.layer.kind === 'group') this.fold(id);
    else if (event.key === 'ArrowRight' && this.folded.has(id)) this.fold(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** One place up or down among the layers beside it. */
  private async shift({ layer, parent }: Row, step: number): Promise<void> {
    const beside = parent?.layers ?? this.watch.value.document?.layers ?? [];
    const other = beside[beside.findIndex(({ id }) => id === layer.id) - step];
    if (!other) return;
    const where = step < 0 ? 'above' : 'below';
    await this.workspace.run('move_layer', { where, other: other.id }, { layer: layer.id });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }

  private press(event: PointerEvent, row: Row): void {
    if (event.button !== 0 || (event.target as Element).closest?.('button, input')) return;
    const kind = event.pointerType in SLACK ? (event.pointerType as Drag['kind']) : 'mouse';
    const { pointerId: pointer, clientX: startX, clientY: startY } = event;
    this.drag = { row, pointer, startX, startY, kind, isMoving: false };
  }

  private move(event: PointerEvent): void {
    const { drag } = this;
    if (drag?.pointer !== event.pointerId) return;
    const { kind, startX, startY } = drag;
    if (!drag.isMoving) {
      if (Math.hypot(event.clientX - startX, event.clientY - startY) < SLACK[kind]) return;
      drag.isMoving = true;
      this.setPointerCapture(event.pointerId);
    }
    this.drop = this.dropUnder(event.clientY, drag.row);
  }

  private dropUnder(y: number, dragged: Row): Drop | null {
    const rows = this.rows();
    for (const [index, item] of this.items().entries()) {
      const { top, height } = item.getBoundingClientRect();
      const row = rows[index];
      if (row && y >= top && y < top + height) return dropAt(row, (y - top) / height, dragged.layer);
    }
    return null;
  }

  private release(event: PointerEvent): void {
    const { drag, drop } = this;
    if (drag?.pointer !== event.pointerId) return;
    this.drag = this.drop = null;
    if (!drag.isMoving || event.type === 'pointercancel' || !drop) return;
    const { where, other } = drop;
    void this.workspace.run('move_layer', { where, other }, { layer: drag.row.layer.id });
  }

  private rows(): Row[] {
    return rowsOf(this.watch.value.document?.layers ?? [], this.folded);
  }

  protected override render() {
    const { document } = this.watch.value;
    if (!document) return nothing;
    const rows = this.rows();
    const isShown = rows.some(({ layer }) => layer.id === document.active);
    return html`
      <div
        role="tree"
        aria-label=${t('Layers')}
        @pointermove=${this.move}
        @pointerup=${this.release}
        @pointercancel=${this.release}
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
                aria-selected=${isActive}
                aria-expanded=${layer.kind === 'group' ? !this.folded.has(layer.id) : nothing}
                aria-label=${`${layer.name}${layer.visible ? '' : ', hidden'}`}
                tabindex=${isActive || (!isShown && index === 0) ? 0 : -1}
                class=${this.drop?.other === layer.id ? this.drop.where : ''}
                @click=${() => this.choose(layer.id)}
                @pointerdown=${(event: PointerEvent) => this.press(event, row)}
                @keydown=${(event: KeyboardEvent) => void this.handleKey(event, row, rows)}
                @ff-fold=${() => this.fold(layer.id)}
              >
                <ff-layer-row
                  .workspace=${this.workspace}
                  .row=${row}
                  ?folded=${this.folded.has(layer.id)}
                ></ff-layer-row>
              </div>
            `;
          },
        )}
      </div>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        margin: 0 -1rem;
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

      .above::after,
      .below::after {
        position: absolute;
        right: 0;
        left: 0;
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
