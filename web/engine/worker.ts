/**
 * The engine worker: boots Pyodide and passes messages between the page and Python.
 *
 * Besides requests it relays two things: what Python asks of the inference worker goes to the page as
 * `{inference, method, params}`, and the page brings the answers back.
 */
import type { PyodideAPI } from 'pyodide';
import type { PyBuffer, PyProxy } from 'pyodide/ffi';
import { errorInfo } from '../errors';
import type { JournalEntry } from '../generated/protocol';
import { request } from '../net';
import { Keeping, type JournalMethods } from '../journal/keeping';
import { boot, type BootPhase } from './boot';
import { decodeInBrowser } from './browser-decode';

export interface EngineStart {
  /** `id` names this engine's journals. */
  start: { engineBase: string; modelsIndex: string; id: string };
}

export interface BootProgress {
  phase: BootPhase | 'ready';
  done: number;
  total: number;
}

interface PythonBytes extends PyProxy {
  getBuffer(type: 'u8'): PyBuffer;
}

interface PythonEngine {
  receive(text: string, ...buffers: ArrayBuffer[]): void;
}

interface Request {
  id: number;
  method: string;
  params: object;
}

interface Answer {
  id?: number;
  error?: { kind: string };
  event?: string;
}

const scope = self as unknown as DedicatedWorkerGlobalScope;

/** Collects what Python attaches, then posts it with the message that follows. */
const outbox = {
  attached: [] as ArrayBuffer[],
  attach(data: PythonBytes): void {
    const view = data.getBuffer('u8');
    outbox.attached.push(view.data.slice().buffer as ArrayBuffer);
    view.release();
  },
  send(message: string): void {
    const buffers = outbox.attached;
    outbox.attached = [];
    const answer = JSON.parse(message) as Answer;
    if (answer.event === 'journal') {
      void keeping.add((answer as { data: JournalEntry }).data, buffers);
      return;
    }
    const opened = answer.id === undefined ? undefined : opening.get(answer.id);
    if (opened) opening.delete(opened.request.id);
    if (opened && answer.error?.kind === 'decoder_missing') void openDecoded(opened, answer);
    else scope.postMessage({ ...answer, buffers }, buffers);
  },
};

/** Files that Python is opening; it asks for some of them to be decoded here. */
const opening = new Map<number, { request: Request; file: ArrayBuffer }>();

/** Has Python open a file once more, with the pixels that the browser made of it; if it cannot, so it is told. */
async function openDecoded(
  { request: { params, ...request }, file }: { request: Request; file: ArrayBuffer },
  refusal: Answer,
): Promise<void> {
  try {
    const { width, height, pixels } = await decodeInBrowser(file);
    const message = { ...request, params: { ...params, decoded: { width, height } } };
    (await engine)?.receive(JSON.stringify(message), file, pixels);
  } catch {
    scope.postMessage({ ...refusal, buffers: [] });
  }
}

function report(phase: BootProgress['phase'], done: number, total: number): void {
  scope.postMessage({ event: 'boot', data: { phase, done, total } satisfies BootProgress, buffers: [] });
}

const keeping = new Keeping((data) => scope.postMessage({ event: 'keeping_failed', data, buffers: [] }));

async function start({ start: { engineBase, modelsIndex, id } }: EngineStart): Promise<PythonEngine> {
  keeping.start(id);
  const manifests = listOfModels(modelsIndex);
  const pyodide: PyodideAPI = await boot(new URL(engineBase), report);
  const runtime = pyodide.pyimport('fotofun.runtime.pyodide') as PyProxy & {
    start(outbox: object, models: string): PythonEngine;
  };
  const engine = runtime.start(outbox, await manifests);
  report('ready', 1, 1);
  return engine;
}

function isJournalMethod(method?: string): method is keyof JournalMethods {
  return method !== undefined && method in keeping.answers;
}

/** As JSON. Without models everything else works, and what needs one says so. */
async function listOfModels(address: string): Promise<string> {
  try {
    const response = await request(address, { purpose: 'The list of models' });
    if (response.ok) return JSON.stringify(await response.json());
  } catch (error) {
    console.warn('The list of models could not be read:', error);
  }
  return '{"models": []}';
}

let engine: Promise<PythonEngine> | undefined;

type Incoming = EngineStart | (Partial<Request> & { start?: never; buffers: ArrayBuffer[] });

scope.addEventListener('message', async ({ data }: MessageEvent<Incoming>) => {
  if (data.start) {
    engine = start(data);
    engine.catch((error: unknown) =>
      scope.postMessage({ event: 'boot_failed', data: errorInfo(error), buffers: [] }),
    );
    return;
  }
  const { buffers, ...message } = data;
  const { id, method, params } = message;
  if (id !== undefined && method === 'open' && params && buffers[0]) {
    opening.set(id, { request: { id, method, params }, file: buffers[0] });
  }
  try {
    if (isJournalMethod(method)) {
      const answer = await keeping.answers[method](params as never);
      scope.postMessage({ id, result: answer, buffers: [] });
    } else if (method === 'restore_leftover') {
      const { leftover } = params as { leftover: string };
      const recovery = await keeping.recovery(leftover);
      const request = { id, method: 'recover', params: recovery.params };
      (await engine)?.receive(JSON.stringify(request), ...recovery.buffers);
    } else {
      (await engine)?.receive(JSON.stringify(message), ...buffers);
    }
  } catch (error) {
    if (message.id === undefined) throw error;
    scope.postMessage({ id: message.id, error: errorInfo(error), buffers: [] });
  }
});
