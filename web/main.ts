// Puts the parts together: the editor, its view, the shell around it, and what keeps it offline.
import './language/follow';
import { publish } from './api';
import { Editor } from './editor';
import { InferenceClient } from './inference/client';
import { Models } from './models/models';
import { Offline } from './offline';
import { restoreLanguage } from './language/language';
import { Service } from './ai-service/service';
import { failBoot } from './shell/boot';
import { noView, noWebGl } from './shell/no-view';
import { startShell } from './shell/start';
import { store } from './shell/state';
import { notify } from './shell/toasts';
import { Viewport } from './viewport/viewport';

const canvas = document.createElement('canvas');
const viewport = Viewport.supported()
  ? new Viewport(canvas, {
      onView: ({ zoom }) => store.set({ zoom }),
      onError: (error) => editor.emit('error', error),
      onFrame: () => editor.emit('frame', null),
      onRestore: () => void editor.present(),
    })
  : noView;
const inference = new InferenceClient();
const service = new Service();
const editor = new Editor(viewport, service, inference);
const offline = new Offline(inference);

// Without its words the page speaks English.
await restoreLanguage().catch(reportError);
startShell({
  editor,
  service,
  view: viewport,
  viewport: viewport instanceof Viewport ? viewport : null,
  canvas,
  keep: (onProgress) => offline.keep(onProgress),
  models: new Models(editor, inference),
});
publish(editor);
if (viewport === noView) failBoot(noWebGl);

void offline.register(({ message, reload }) => {
  editor.emit('update', { reload });
  notify(message, { action: { label: 'Reload', perform: reload }, stays: true });
}, editor.ready);
