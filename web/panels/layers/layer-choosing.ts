import { chosenLayers } from '../../documents/chosen-layers';
import { t } from '../../language/words';
import { paintOnMask } from '../../masks/targeting';
import { store } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import type { Row } from './rows';

type Keys = Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** Chooses layers of a list: one, one more or less, or all from where it began to another. */
export class LayerChoosing {
  /** Where a range begins; the active layer where nothing was chosen by hand. */
  private start: string | null = null;

  constructor(private readonly workspace: () => Workspace) {}

  /** What a click on a layer means with these keys. */
  click(id: string, keys: Keys, rows: Row[]): void {
    if (keys.shiftKey) this.to(id, rows);
    else if (keys.ctrlKey || keys.metaKey) this.toggle(id);
    else this.only(id);
  }

  only(id: string): void {
    this.start = id;
    this.choose([id], id);
  }

  /** One more, which becomes the active one; or one less, but never none. */
  toggle(id: string): void {
    const { document } = store.state;
    const chosen = chosenLayers();
    const others = chosen.filter((each) => each !== id);
    const last = others.at(-1);
    if (!document) return;
    this.start = id;
    if (!chosen.includes(id)) this.choose([...chosen, id], id);
    else if (last !== undefined) this.choose(others, document.active === id ? last : document.active);
  }

  /** All that are listed between where it began and that one. */
  to(id: string, rows: Row[]): void {
    const ids = rows.map(({ layer }) => layer.id);
    const start = this.start !== null && ids.includes(this.start) ? this.start : store.state.document?.active;
    const [from, to] = [ids.indexOf(start ?? id), ids.indexOf(id)];
    this.choose(from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1), id);
  }

  private choose(chosen: string[], active: string): void {
    this.workspace().inspect({ mask: null });
    paintOnMask(null);
    const count = chosen.length;
    store.set({ chosen, ...(count > 1 && { message: t('{count} layers chosen', { count }) }) });
    if (active !== store.state.document?.active) void this.workspace().activateLayer(active);
  }
}
