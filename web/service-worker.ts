/**
 * The service worker: keeps the editor's files of one version, so that it starts without a network.
 *
 * The page and all its parts come from this version's own files only; a new version waits until the person
 * asks for it. What only models need is kept when it is first used. Models themselves are kept elsewhere.
 */
import { clientsClaim, setCacheNameDetails } from 'workbox-core';
import type { RouteHandlerCallbackOptions, WorkboxPlugin } from 'workbox-core/types.js';
import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  matchPrecache,
  precacheAndRoute,
} from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import './resource-timing';

/** A file of the editor; `revision` is null where the address changes with the content. */
interface EditorFile {
  url: string;
  revision: string | null;
  bytes: number;
  group: 'shell' | 'engine' | 'inference' | 'models' | 'samples';
}

// Written in by the build.
declare const __FILES__: EditorFile[];
declare const __VERSION__: string;

const scope = self as unknown as ServiceWorkerGlobalScope;
const root = new URL('./', scope.location.href);
const INFERENCE_CACHE = `fotofun-inference-${root.pathname}`;

setCacheNameDetails({ prefix: 'fotofun' });

/** Isolation is what lets WebAssembly use several threads; a plain file host does not send these headers. */
const isolate: WorkboxPlugin = {
  async fetchDidSucceed({ response }) {
    if (response.status !== 200) return response;
    const headers = new Headers(response.headers);
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    return new Response(response.body, { status: 200, headers });
  },
};

/** Models are kept by the inference worker, and what runs them is of no use before one is used. */
function isPrecached({ group, revision }: EditorFile): boolean {
  return group !== 'inference' && (group !== 'models' || revision !== null);
}

/** Whoever runs the site may change its settings at any time; without a network those of before hold. */
const config = new URL('config.json', root).href;
registerRoute(
  ({ url }) => url.href === config,
  async ({ request }) => {
    const answer = await fetch(request).catch(() => null);
    return answer?.ok ? answer : ((await matchPrecache('config.json')) ?? Response.error());
  },
);

addPlugins([isolate]);
precacheAndRoute(
  __FILES__.filter(isPrecached).map(({ url, revision }) => ({ url, revision })),
  { cleanURLs: false },
);
cleanupOutdatedCaches();

/** The page itself, whatever its query says. */
const index = createHandlerBoundToURL('index.html');
registerRoute(
  ({ request, url }) =>
    request.mode === 'navigate' && url.origin === root.origin && url.pathname === root.pathname,
  (options: RouteHandlerCallbackOptions) => index(options),
);

const inferenceFiles = new Set(
  __FILES__.filter(({ group }) => group === 'inference').map(({ url }) => new URL(url, root).href),
);
registerRoute(
  ({ url }) => inferenceFiles.has(url.href),
  new CacheFirst({ cacheName: INFERENCE_CACHE, plugins: [isolate] }),
);

async function removeOldInferenceFiles(): Promise<void> {
  const cache = await caches.open(INFERENCE_CACHE);
  for (const { url } of await cache.keys()) if (!inferenceFiles.has(url)) await cache.delete(url);
}

scope.addEventListener('activate', (event) => event.waitUntil(removeOldInferenceFiles()));
clientsClaim();

scope.addEventListener('message', ({ data, ports }: ExtendableMessageEvent) => {
  const { type } = data as { type?: string };
  if (type === 'SKIP_WAITING') void scope.skipWaiting();
  if (type === 'VERSION') ports[0]?.postMessage(__VERSION__);
});
