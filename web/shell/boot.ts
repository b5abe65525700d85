import type { Editor } from '../editor';
import type { BootProgress } from '../engine/worker';
import { errorInfo } from '../errors';
import { store } from './state';

const WORDS: Record<BootProgress['phase'], string> = {
  download: 'Loading the engine',
  interpreter: 'Starting the engine',
  packages: 'Starting the engine',
  engine: 'Starting the engine',
  ready: 'Ready',
};

/** Shows how far Python is with starting; once it runs, the catalogue makes the controls. */
export function followBoot(editor: Editor): void {
  editor.on('boot', ({ phase, done, total }) => {
    if (store.state.boot.ready) return;
    const fraction = phase === 'download' && total > 0 ? done / total : null;
    store.set({ boot: { ...store.state.boot, message: WORDS[phase], fraction } });
  });
  editor.ready
    .then(() => editor.catalog())
    .then((catalog) => store.set({ catalog, boot: { message: '', fraction: null, ready: true, failed: null } }))
    .catch((error: unknown) => {
      store.set({ opening: null, boot: { ...store.state.boot, failed: errorInfo(error) } });
    });
}
