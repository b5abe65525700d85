// Puts the parts together: the editor, its view, the shell around it, and what keeps it offline.
import { publish } from './api';
import { Editor } from './editor';
import { Offline } from './offline';
import { startShell } from './shell/start';
import { store } from './shell/state';
import { notify } from './shell/toasts';
import { Viewport } from './viewport/viewport';

const canvas = document.createElement('canvas');
const viewport = new Viewport(canvas, {
  onView: ({ zoom }) => store.set({ zoom }),
  onError: (error) => editor.emit('error', error),
  onFrame: () => editor.emit('frame', null),
});
const editor = new Editor(viewport);
const offline = new Offline(editor.inference);

startShell({ editor, view: viewport, canvas, keep: (onProgress) => offline.keep(onProgress) });
publish(editor);

void offline.register(({ message, reload }) => {
  editor.emit('update', { reload });
  notify(message, { action: { label: 'Reload', perform: reload }, stays: true });
}, editor.ready);
