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
import { ownManifests } from '../inference/own-manifests';
import { request } from '../net';
import { Keeping, type JournalMethods } from '../journal/keeping';
import { boot, type BootPhase } from './boot';
import type { ErrorInfo } from '../generated/protocol';
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
  event?: string;
  error?: ErrorInfo;
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
    if (opened && answer.error?.kind === 'decoder_missing') void readHere(opened, answer);
    else scope.postMessage({ ...answer, buffers }, buffers);
  },
};

/** Files that Python is opening; some of them it cannot read, and they are read here. */
const opening = new Map<number, { request: Request; file: ArrayBuffer }>();

/** Has Python open a file once more, with what was read from it here; if it cannot be, so it is told. */
async function readHere(
  { request: { params, ...request }, file }: { request: Request; file: ArrayBuffer },
  refusal: Answer,
): Promise<void> {
  const again = async (found: object, ...buffers: ArrayBuffer[]) =>
    (await engine)?.receive(
      JSON.stringify({ ...request, params: { ...params, ...found } }),
      file,
      ...buffers,
    );
  try {
    if (isPhotoshop(file)) {
      const { readParts } = await import('./psd/read');
      const { parts, planes } = readParts(file);
      await again({ parts }, ...planes);
    } else {
      const { width, height, pixels } = await decodeInBrowser(file);
      await again({ decoded: { width, height } }, pixels);
    }
  } catch (error) {
    console.warn('The file could not be read here:', error);
    if (isPhotoshop(file) && refusal.error)
      refusal = { ...refusal, error: unreadablePhotoshop(refusal.error) };
    scope.postMessage({ ...refusal, buffers: [] });
  }
}

function isPhotoshop(file: ArrayBuffer): boolean {
  return String.fromCharCode(...new Uint8Array(file, 0, Math.min(4, file.byteLength))) === '8BPS';
}

function unreadablePhotoshop(error: ErrorInfo): ErrorInfo {
  return {
    ...error,
    kind: 'unsupported_format',
    what: 'This Photoshop file is damaged, or of a kind that FotoFun cannot read.',
    advice: 'Save it in RGB colours with the program that it came from, or as PNG.',
  };
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

/** As JSON, with the person's own. Without models everything else works, and what needs one says so. */
async function listOfModels(address: string): Promise<string> {
  const own = await ownManifests();
  try {
    const response = await request(address, { purpose: 'The list of models' });
    if (response.ok) return JSON.stringify({ ...((await response.json()) as object), own });
  } catch (error) {
    console.warn('The list of models could not be read:', error);
  }
  return JSON.stringify({ models: [], own });
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
  if (id !== undefined && (method === 'open' || method === 'convert') && params && buffers[0]) {
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
