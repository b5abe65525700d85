/** The worker that talks to the AI service: nothing else does, and nothing of it is loaded before it is needed. */
import { FotoFunError } from '../errors';
import type { SendParams, SendResult } from '../generated/protocol';
import { t } from '../language/words';
import { allowHosts, request, type NetInit } from '../net';
import { type Answer, serve } from '../rpc';
import { ServiceEvents } from './events';
import type { Looked, ServicePlace, ServiceWorkerEvents, ServiceWorkerMethods, Usage } from './methods';

const LOOK_SECONDS = 10;

const running = new Map<string, AbortController>();

/** Addresses that the rules of the page itself keep it from asking. */
const forbidden = new Set<string>();
addEventListener('securitypolicyviolation', (event) => {
  const { blockedURI } = event as SecurityPolicyViolationEvent;
  if (URL.canParse(blockedURI)) forbidden.add(new URL(blockedURI).origin);
});

async function ask(place: ServicePlace, path: string, init: NetInit): Promise<Response> {
  const url = new URL(path, place.endpoint);
  // Whoever set the service up has named its host.
  allowHosts([url.host]);
  const headers = new Headers(init.headers);
  if (place.key) headers.set('Authorization', ['Bearer', place.key].join(' '));
  try {
    return await request(url, {
      ...init,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
  } catch (error) {
    // The report about it comes in a task of its own.
    await new Promise((resolve) => setTimeout(resolve));
    if (forbidden.has(url.origin))
      throw new FotoFunError(
        'host_refused',
        'This page’s own rules do not let it talk to that address.',
        'Whoever serves the page can allow it; or use the editor that comes with the service.',
      );
    throw error;
  }
}

async function look(place: ServicePlace): Promise<Looked> {
  const nothing = { tasks: [], usage: null };
  try {
    const init = {
      purpose: 'The AI service: what it can do',
      signal: AbortSignal.timeout(LOOK_SECONDS * 1000),
    };
    const answer = await ask(place, 'v1/models', init);
    if (answer.status === 401 || answer.status === 403)
      return {
        ...nothing,
        health: 'unauthorised',
        problem: place.key ? t('It does not accept the key.') : t('It wants a key.'),
      };
    if (!answer.ok) return { ...nothing, health: 'offline', problem: t('It is there, but not ready.') };
    const { models } = (await answer.json()) as { models: { task: string }[] };
    const offer = await ask(place, 'v1/tasks', init);
    const { tasks: offered } = (await offer.json()) as { tasks: { name: string }[] };
    // What it offers and has a model for.
    const tasks = new Set(
      offered.map(({ name }) => name).filter((name) => models.some(({ task }) => task === name)),
    );
    return {
      health: 'ready',
      problem: '',
      tasks: [...tasks].map((name) => name.replaceAll('-', '_')).sort(),
      usage: await usageOf(place),
    };
  } catch (error) {
    const problem =
      error instanceof FotoFunError ? error.info.what : t('What answers there is no AI service of FotoFun.');
    return { ...nothing, health: 'offline', problem };
  }
}

/** Only keys have a share that can be used up. */
async function usageOf(place: ServicePlace): Promise<Usage | null> {
  if (!place.key) return null;
  const init = { purpose: 'The AI service: what is used', signal: AbortSignal.timeout(LOOK_SECONDS * 1000) };
  const answer = await ask(place, 'v1/usage', init);
  return answer.ok ? ((await answer.json()) as Usage) : null;
}

async function send(
  { place, task, options, parts, key }: SendParams & { place: ServicePlace },
  buffers: ArrayBuffer[],
): Promise<Answer<SendResult>> {
  const form = new FormData();
  parts.forEach(({ name, media_type: type }, index) => {
    form.append(name, new Blob([buffers[index] ?? new ArrayBuffer()], { type }), name);
  });
  form.append('options', JSON.stringify(options));
  const stopping = new AbortController();
  running.set(key, stopping);
  const timeOut = AbortSignal.timeout(place.seconds * 1000);
  try {
    const answer = await ask(place, `v1/tasks/${task.replaceAll('_', '-')}`, {
      method: 'POST',
      body: form,
      headers: { Accept: 'text/event-stream', 'Idempotency-Key': key },
      purpose: 'The AI service: a picture',
      signal: AbortSignal.any([stopping.signal, timeOut]),
    });
    return await received(answer, key);
  } catch (error) {
    if (stopping.signal.aborted) throw new FotoFunError('cancelled', 'Stopped.');
    if (timeOut.aborted)
      throw new FotoFunError(
        'offline',
        'The service took too long.',
        'Try again later, or with a smaller picture.',
      );
    throw error;
  } finally {
    running.delete(key);
  }
}

async function received(answer: Response, key: string): Promise<Answer<SendResult>> {
  const mediaType = answer.headers.get('Content-Type')?.split(';')[0] ?? '';
  if (mediaType === 'text/event-stream' && answer.body) {
    const events = new ServiceEvents((done) => emit('service_progress', { key, done }));
    return events.read(answer.body);
  }
  const wait = Number(answer.headers.get('Retry-After') ?? 'none');
  const body = await answer.arrayBuffer();
  return {
    result: {
      status: answer.status,
      media_type: mediaType,
      retry_after: Number.isFinite(wait) ? wait : null,
    },
    buffers: [body],
  };
}

const { emit } = serve<ServiceWorkerMethods, ServiceWorkerEvents>(
  self as unknown as DedicatedWorkerGlobalScope,
  {
    async look(place) {
      return { result: await look(place), buffers: [] };
    },
    async send(params, buffers) {
      return send(params, buffers);
    },
    async stop({ key }) {
      running.get(key)?.abort();
      return { result: {}, buffers: [] };
    },
  },
);
