import type { Editor } from '../editor';
import { store } from '../shell/state';
import { stored } from './stored';
import { initialSettings, type Settings } from './values';

const KEEPS: readonly unknown[] = ['all', 'no_place', 'none'] satisfies Settings['keep'][];
const MEGABYTE = 2 ** 20;

const kept = stored<Partial<Settings>>('settings', {}, isPartOfSettings);

/** Brings back what was chosen on an earlier visit, and tells the engine when it runs. */
export function restoreSettings(editor: Editor): void {
  store.set({ settings: { ...initialSettings, ...kept.read() } });
  const { historyMemory, noncommercial } = store.state.settings;
  if (historyMemory === initialSettings.historyMemory && !noncommercial) return;
  // That the engine cannot start is said elsewhere.
  editor.ready.then(() => tellEngine(editor)).catch(() => {});
}

/** Changes some settings, now and for the next visits. */
export function changeSettings(editor: Editor, change: Partial<Settings>): void {
  store.set({ settings: { ...store.state.settings, ...change } });
  kept.write(store.state.settings);
  if (change.historyMemory !== undefined || change.noncommercial !== undefined) tellEngine(editor);
}

function tellEngine(editor: Editor): void {
  const { historyMemory, noncommercial } = store.state.settings;
  editor
    .set({ history_bytes: historyMemory * MEGABYTE, noncommercial })
    .catch((error: unknown) => reportError(error));
}

function isPartOfSettings(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { historyMemory = 512, keep = 'all', noncommercial = false } = value as Record<string, unknown>;
  const isSize = typeof historyMemory === 'number' && historyMemory >= 64 && historyMemory <= 2048;
  const isRight = KEEPS.includes(keep) && typeof noncommercial === 'boolean';
  return isSize && Number.isInteger(historyMemory) && isRight;
}
