import { t } from '../language/words';
import type { Editor } from '../editor';
import type { Restart } from '../engine/steady-engine';
import { store } from '../shell/state';
import { notify } from '../shell/toasts';

/** Offers what an earlier visit left unsaved, and tells when Python had to be started again. */
export function followRecovery(editor: Editor): void {
  editor.ready
    .then(() => editor.leftovers())
    .then((leftovers) => {
      if (leftovers.length > 0) store.set({ leftovers, dialog: store.state.dialog ?? 'recovery' });
    })
    .catch(() => {}); // that Python cannot start, or nothing can be kept, is told elsewhere
  editor.on('restart', (restart) => tell(restart));
}

function tell({ running, restored }: Restart): void {
  const operation = running && 'operation' in running.params ? String(running.params.operation) : null;
  const label = store.state.catalog.find(({ name }) => name === operation)?.label;
  const what = label
    ? t("{label} was too much for this browser's memory, so the engine was started again.", { label })
    : t('The engine stopped working and was started again.');
  const kept =
    restored > 0
      ? t('Everything before that is back, with its history.')
      : t('No document could be restored. Open your file again.');
  const advice = label ? [t('Close other tabs, or work on a smaller copy of the picture.')] : [];
  notify(what, { details: [kept, ...advice], stays: true });
}
