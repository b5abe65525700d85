import { t } from './language/words';
import { FotoFunError } from './errors';
import { modelsBase } from './generated/build-info';
import type { ModelFile } from './generated/protocol';
import type { InferenceClient } from './inference/client';
import { newEntry, write } from './ledger';
import { ledger, request } from './net';

export interface OfflineStatus {
  /** Whether this browser can keep the editor at all. */
  supported: boolean;
  /** Whether the editor starts without a network. */
  ready: boolean;
  /** The ids of the models that are on this device. */
  models: string[];
  /** Whether the browser has promised not to clear what is kept when the disk is full. */
  persistent: boolean;
  /** Bytes that are kept, and how many could be. */
  used: number;
  quota: number;
}

const PURPOSE = 'The editor: offline use';
const NOT_PROMISED = 'The browser may clear these files when the disk is nearly full.';

export type UpdateListener = (update: {
  message: string;
  /** Reload into the new version. */
  reload: () => void;
}) => void;

/** Keeps the editor and its models on this device, and brings new versions in when the person says so. */
export class Offline {
  private registration: ServiceWorkerRegistration | null = null;

  constructor(private readonly inference: InferenceClient) {}

  /**
   * Register the service worker once the page has loaded, `after` has settled and nothing else is to do.
   *
   * `onUpdate` is called when a new version is ready, or when another tab has already switched to it.
   */
  async register(onUpdate: UpdateListener, after: Promise<unknown> = Promise.resolve()): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const { serviceWorker } = navigator;
    const wasControlled = serviceWorker.controller !== null;
    let reloading = false;
    serviceWorker.addEventListener('controllerchange', () => {
      if (reloading) location.reload();
      else if (wasControlled) {
        onUpdate({
          message: t('FotoFun was updated in another tab. Export your work, then reload this one.'),
          reload: () => location.reload(),
        });
      }
    });
    await idle(after);
    const script = new URL('service-worker.js', document.baseURI);
    // The browser fetches it out of sight of the page, so it is written down here.
    const entry = newEntry(script, 'GET', PURPOSE);
    const registration = await serviceWorker.register(script, { updateViaCache: 'none' }).catch(() => null);
    write({ ...entry, milliseconds: Date.now() - entry.when, state: registration ? 'ok' : 'failed' });
    if (!registration) return;
    this.registration = registration;
    const announce = () => {
      const { waiting } = registration;
      if (!waiting || !serviceWorker.controller) return;
      onUpdate({
        message: t('A new version is ready. Reload to use it.'),
        reload: () => {
          reloading = true;
          waiting.postMessage({ type: 'SKIP_WAITING' });
        },
      });
    };
    announce();
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed') announce();
      });
    });
    if (!wasControlled) void serviceWorker.ready.then(({ active }) => handOver(active));
  }

  /**
   * Keep everything on this device that the models need, and ask the browser not to clear it.
   *
   * `onProgress` gets the fraction that has arrived, or null while it is not known. Resolves to sentences
   * that the person should read, mostly none.
   */
  async keep(onProgress: (fraction: number | null) => void = () => {}): Promise<string[]> {
    if (!this.registration) throw cannotKeep();
    await navigator.serviceWorker.ready;
    const persistent = (await navigator.storage.persist?.()) ?? false;
    const index = await request(`${modelsBase}index.json`, { purpose: 'The list of models' });
    const { files } = (await index.json()) as { files: ModelFile[] };
    const { result } = await this.inference.request('keep', { models: files }, [], ({ done, total }) =>
      onProgress(total > 0 ? done / total : null),
    );
    return persistent ? result.notes : [...result.notes, NOT_PROMISED];
  }

  async status(): Promise<OfflineStatus> {
    const supported = 'serviceWorker' in navigator;
    const active = supported && (await navigator.serviceWorker.getRegistration())?.active;
    const { usage = 0, quota = 0 } = (await navigator.storage.estimate?.()) ?? {};
    return {
      supported,
      ready: Boolean(active),
      models: (await this.inference.request('stored', {})).result.models,
      persistent: (await navigator.storage.persisted?.()) ?? false,
      used: usage,
      quota,
    };
  }
}

/** The page has loaded, `after` has settled, and the main thread has nothing else to do. */
async function idle(after: Promise<unknown>): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  }
  await after.catch(() => {});
  await new Promise<void>((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });
}

/** On the first visit the service worker has not seen what was loaded before it came: tell it. */
function handOver(active: ServiceWorker | null): void {
  const told = new Set<string>();
  const tell = () => {
    const urls = ledger.entries
      .filter(({ context, source }) => context !== 'service worker' && source !== 'service worker')
      .filter(({ host, method, state }) => host === location.host && method === 'GET' && state === 'ok')
      .map(({ path }) => new URL(path, location.origin).href)
      .filter((url) => !told.has(url));
    for (const url of urls) told.add(url);
    if (urls.length > 0) active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache: urls } });
  };
  tell();
  ledger.subscribe(tell);
}

function cannotKeep(): FotoFunError {
  return new FotoFunError(
    'offline_unsupported',
    'This browser does not let the editor keep files on this device.',
    'A private window or a page without https can be the reason.',
  );
}
