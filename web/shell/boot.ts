import type { Editor } from '../editor';
import type { BootProgress } from '../engine/worker';
import { errorInfo } from '../errors';
import { takeCatalog } from '../language/catalog';
import { findLocalTasks } from '../models/local-tasks';
import type { Service } from '../ai-service/service';
import { loadConfig, type Config } from './config';
import { store } from './state';
import { dismiss, notifyError } from './toasts';

const WORDS: Record<BootProgress['phase'], string> = {
  download: 'Loading the engine',
  interpreter: 'Starting the engine',
  packages: 'Starting the engine',
  engine: 'Starting the engine',
  ready: 'Starting the engine',
};

/** Shows how far Python is with starting; once it runs, the catalogue makes the controls. */
export function followBoot(editor: Editor, service: Service): void {
  editor.on('boot', ({ phase, done, total }) => {
    if (store.state.boot.ready || store.state.boot.failed) return;
    const fraction = phase === 'download' && total > 0 ? done / total : null;
    store.set({ boot: { ...store.state.boot, message: WORDS[phase], fraction } });
  });
  const config = loadConfig();
  // At once: who waits for the same may look whether it failed.
  editor.ready.then(() => begin(editor, service, config).catch(failBoot), failBoot);
}

async function begin(editor: Editor, service: Service, config: Promise<Config>): Promise<void> {
  const [operations, { features, service: deployment }] = await Promise.all([editor.catalog(), config]);
  const catalog = operations.filter(({ feature }) => feature === 'core' || features[feature]);
  store.set({
    catalog: takeCatalog(catalog),
    boot: { ...store.state.boot, message: '', fraction: null, ready: true },
  });
  store.set({ presets: await editor.presets() });
  if (!features.ai) return;
  await findLocalTasks(editor);
  await service.start(deployment);
}

/** The editor cannot be used here; says why in the viewport's place, or over a photo that is shown there. */
export function failBoot(error: unknown): void {
  const failed = errorInfo(error);
  dismiss();
  store.set({ boot: { ...store.state.boot, failed } });
  if (store.state.opening !== null) notifyError(failed);
}
