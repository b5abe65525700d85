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
  const manifests = request(modelsIndex, { purpose: 'The list of models' }).then((response) =>
    response.text(),
  );
  const pyodide: PyodideAPI = await boot(new URL(engineBase), report);
  const runtime = pyodide.pyimport('fotofun.runtime.pyodide') as PyProxy & {
    start(outbox: object, models: string): PythonEngine;
  };
  const engine = runtime.start(outbox, await manifests);
  report('ready', 1, 1);
  return engine;
}

let engine: Promise<PythonEngine> | undefined;

type Incoming = EngineStart | { start?: never; buffers: ArrayBuffer[] };

scope.addEventListener('message', async ({ data }: MessageEvent<Incoming>) => {
  if (data.start) {
    engine = start(data);
    engine.catch((error: unknown) =>
      scope.postMessage({ event: 'boot_failed', data: errorInfo(error), buffers: [] }),
    );
    return;
  }
  const { buffers, ...message } = data;
  const ready = await engine;
  ready?.receive(JSON.stringify(message), ...buffers);
});
