import type { Editor } from '../editor';
import { store } from '../shell/state';

/** Finds out which tasks have a model that this device can run. */
export async function findLocalTasks(editor: Editor): Promise<void> {
  const { result: models } = await editor.ask('models', {});
  const here = models.filter(({ origin }) => origin === 'built' || origin === 'own');
  store.set({ localTasks: new Set(here.map(({ task }) => task)) });
}
