import type { PyodideAPI } from 'pyodide';
import type { BootReport } from '../engine/boot';
import type { Answer, RunRequest, StartRequest } from './boot';

const scope = self as unknown as DedicatedWorkerGlobalScope;

/** Answer the bench page's requests with the Python that `start` starts. */
export function servePython(start: (base: URL, report: BootReport) => Promise<PyodideAPI>): void {
  let python: Promise<PyodideAPI> | undefined;

  async function result(request: StartRequest | RunRequest): Promise<string> {
    if ('base' in request) python = start(new URL(request.base), (phase, done) => send({ phase, done }));
    const pyodide = await python;
    return 'source' in request ? String(await pyodide?.runPythonAsync(request.source)) : '';
  }

  scope.onmessage = ({ data }: MessageEvent<StartRequest | RunRequest>) => {
    result(data).then(
      (text) => send({ result: text }),
      (error: unknown) => send({ error: error instanceof Error ? error.message : String(error) }),
    );
  };
}

function send(answer: Answer): void {
  scope.postMessage(answer);
}
