/**
 * The engine worker: boots Pyodide and passes messages between the page and Python.
 *
 * Besides requests it relays two things: what Python asks of the inference worker goes to the page as
 * `{inference, method, params}`, and the page brings the answers back.
 */
import type { PyodideAPI } from 'pyodide';
import type { PyBuffer, PyProxy } from 'pyodide/ffi';
import { errorInfo } from '../errors';
import { request } from '../net';
import { boot, type BootPhase } from './boot';

export interface EngineStart {
  start: { engineBase: string; modelsIndex: string };
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
    scope.postMessage({ ...(JSON.parse(message) as object), buffers }, buffers);
  },
};

function report(phase: BootProgress['phase'], done: number, total: number): void {
  scope.postMessage({ event: 'boot', data: { phase, done, total } satisfies BootProgress, buffers: [] });
}

async function start({ start: { engineBase, modelsIndex } }: EngineStart): Promise<PythonEngine> {
  const manifests = listOfModels(modelsIndex);
  const pyodide: PyodideAPI = await boot(new URL(engineBase), report);
  const runtime = pyodide.pyimport('fotofun.runtime.pyodide') as PyProxy & {
    start(outbox: object, models: string): PythonEngine;
  };
  const engine = runtime.start(outbox, await manifests);
  report('ready', 1, 1);
  return engine;
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

type Incoming = EngineStart | { start?: never; id?: number; buffers: ArrayBuffer[] };

scope.addEventListener('message', async ({ data }: MessageEvent<Incoming>) => {
  if (data.start) {
    engine = start(data);
    engine.catch((error: unknown) =>
      scope.postMessage({ event: 'boot_failed', data: errorInfo(error), buffers: [] }),
    );
    return;
  }
  const { buffers, ...message } = data;
  try {
    (await engine)?.receive(JSON.stringify(message), ...buffers);
  } catch (error) {
    if (message.id === undefined) throw error;
    scope.postMessage({ id: message.id, error: errorInfo(error), buffers: [] });
  }
});
