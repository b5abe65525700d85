/** Which panels are open, unfolded, and in which order: as it was left, on this device. */
import { stored } from '../settings/stored';
import { store, type State } from '../shell/state';
import { initialLayout, type PanelLayout } from './initial-layout';
import type { Panel } from './panel';
import { panels } from './panels';

/** Stands in the order between the panels that scroll and those of the foot. */
export const FOOT = '|';

const kept = stored<PanelLayout>('panels', initialLayout, isLayout);

export function restoreLayout(): void {
  store.set({ panels: { ...initialLayout, ...kept.read() } });
}

export function changeLayout(change: Partial<PanelLayout>): void {
  store.set({ panels: { ...store.state.panels, ...change } });
  kept.write(store.state.panels);
}

export function isFolded(panel: Panel): boolean {
  return store.state.panels.folded[panel.name] ?? panel.folded ?? false;
}

export function setFolded({ name }: Panel, folded: boolean): void {
  changeLayout({ folded: { ...store.state.panels.folded, [name]: folded } });
}

export function isClosed(panel: Panel, state: State = store.state): boolean {
  return state.panels.closed[panel.name] ?? panel.closed ?? false;
}

export function setClosed({ name }: Panel, closed: boolean): void {
  changeLayout({ closed: { ...store.state.panels.closed, [name]: closed } });
}

/** Makes sure that a panel is seen: in the column opened and unfolded, on the phone as its sheet. */
export function reveal(name: string): void {
  const panel = panels.find((each) => each.name === name);
  if (!panel) return;
  if (store.state.isPhone) store.set({ sheet: name });
  else {
    setClosed(panel, false);
    setFolded(panel, false);
    store.set({ revealed: name });
  }
}

/** The names of all panels from the top down, with `FOOT` between. A panel that is new stands after the one it follows at first. */
export function order(state: State = store.state): string[] {
  const atFirst = [...names(false), FOOT, ...names(true)];
  const known = new Set(atFirst);
  const list = [...new Set(state.panels.order)].filter((name) => known.has(name));
  for (const [index, name] of atFirst.entries()) {
    if (list.includes(name)) continue;
    const before = list.indexOf(atFirst[index - 1] ?? '');
    list.splice(before + 1, 0, name);
  }
  return list;
}

function names(foot: boolean): string[] {
  return panels.filter((panel) => (panel.foot ?? false) === foot).map(({ name }) => name);
}

/** Panels that are open and have something to show, in the part that scrolls and in the foot. */
export function shownPanels(state: State = store.state): { body: Panel[]; foot: Panel[] } {
  const list = order(state);
  const at = list.indexOf(FOOT);
  const shown = (part: string[]) =>
    part
      .map((name) => panels.find((panel) => panel.name === name))
      .filter((panel) => panel !== undefined)
      .filter((panel) => !isClosed(panel, state) && panel.isShown(state));
  return { body: shown(list.slice(0, at)), foot: shown(list.slice(at + 1)) };
}

/** Puts a panel right before another one, or before `FOOT`; at the very end without one. */
export function placeBefore(name: string, other: string | null): void {
  if (name === other) return;
  const list = order().filter((each) => each !== name);
  const at = other === null ? list.length : list.indexOf(other);
  changeLayout({ order: list.toSpliced(at, 0, name) });
}

/** Moves a panel past the next one that is seen, or past the border of the foot; whether there was one. */
export function movePast(name: string, direction: 1 | -1): boolean {
  const { body, foot } = shownPanels();
  const seen = [...body.map((panel) => panel.name), FOOT, ...foot.map((panel) => panel.name)];
  const to = seen.indexOf(name) + direction;
  const other = seen[to];
  if (other === undefined) return false;
  placeBefore(name, direction < 0 ? other : (seen[to + 1] ?? null));
  return true;
}

function isLayout(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { folded = {}, closed = {}, order: names = [], foot = null } = value as Record<string, unknown>;
  const isTable = (each: unknown) => typeof each === 'object' && each !== null;
  const isOrder = Array.isArray(names) && names.every((name) => typeof name === 'string');
  return isTable(folded) && isTable(closed) && isOrder && (foot === null || typeof foot === 'number');
}
