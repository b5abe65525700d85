// Puts the parts together: the editor, its view, the shell around it, and what keeps it offline.
import { publish } from './api';
import { Editor } from './editor';
import { modelsBase } from './generated/build-info';
import type { ModelFile } from './generated/protocol';
import { request } from './net';
import { Offline } from './offline';
import { startShell } from './shell/start';
import { store } from './shell/state';
import { notify } from './shell/toasts';
import { Viewport } from './viewport/viewport';

const canvas = document.createElement('canvas');
const viewport = new Viewport(canvas, {
  onView: ({ zoom }) => store.set({ zoom }),
  onError: (error) => editor.emit('error', error),
});
const editor = new Editor(viewport);
const offline = new Offline(editor.inference);

startShell({ editor, view: viewport, canvas, keep: keepOffline });
publish(editor);

void offline.register(({ message, reload }) => {
  editor.emit('update', { reload });
  notify(message, { action: { label: 'Reload', perform: reload }, stays: true });
}, editor.ready);

async function keepOffline(onProgress: (fraction: number | null) => void): Promise<string[]> {
  const response = await request(`${modelsBase}index.json`, { purpose: 'The list of models' });
  const { files } = (await response.json()) as { files: ModelFile[] };
  return offline.keep(files, ({ done, total }) => onProgress(total > 0 ? done / total : null));
}
