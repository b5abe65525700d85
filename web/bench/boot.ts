/**
 * The page that times how Python starts, in a worker as in the editor: ours and Pyodide's ordinary way.
 *
 * `startPython(kind, base)` starts one in a new worker, in place of the one before it; `runPython(source)` runs a
 * program in the last one and gives its result as text.
 */
import type { BootPhase } from '../engine/boot';

export type PythonKind = 'fotofun' | 'plain';

export interface StartRequest {
  base: string;
}

export interface RunRequest {
  source: string;
}

export interface Started {
  /** From the worker's creation until the engine is imported. */
  seconds: number;
  /** When each phase was last reported, in seconds; empty for the ordinary way. */
  phases: Partial<Record<BootPhase, number>>;
  bytes: number;
}

export type Answer = { phase: BootPhase; done: number } | { result: string } | { error: string };

declare global {
  interface Window {
    startPython(kind: PythonKind, base: string): Promise<Started>;
    runPython(source: string): Promise<string>;
  }
}

let worker: Worker | undefined;

window.startPython = async (kind, base) => {
  worker?.terminate();
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  const phases: Started['phases'] = {};
  let bytes = 0;
  worker = createWorker(kind);
  await answer(worker, { base: new URL(base, document.baseURI).href }, (phase, done) => {
    phases[phase] = elapsed();
    if (phase === 'download') bytes = done;
  });
  return { seconds: elapsed(), phases, bytes };
};

window.runPython = async (source) => {
  if (!worker) throw new Error('No Python was started.');
  return answer(worker, { source });
};

function createWorker(kind: PythonKind): Worker {
  return kind === 'plain'
    ? new Worker(new URL('./plain-worker.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('./fotofun-worker.ts', import.meta.url), { type: 'module' });
}

function answer(
  worker: Worker,
  request: StartRequest | RunRequest,
  onPhase?: (phase: BootPhase, done: number) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if ('phase' in data) onPhase?.(data.phase, data.done);
      else if ('error' in data) reject(new Error(data.error));
      else resolve(data.result);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
}
