import type { PyodideAPI } from 'pyodide';
import { FotoFunError } from '../errors';
import { Downloads } from './downloads';
import { withPreparedModule, type EmscriptenModule } from './emscripten';
import { unpack } from './site-packages';
import { placeLibraries, restoreCountArgs } from './snapshot';

export type BootPhase = 'download' | 'interpreter' | 'packages' | 'engine';

/** How far a phase is: bytes while downloading, else 0 or 1 of 1. */
export type BootReport = (phase: BootPhase, done: number, total: number) => void;

/**
 * Start Python with NumPy, Pillow and the package `fotofun` imported, from the folder `engineBase`.
 *
 * Runs in a module worker. Python is not started but remembered: its memory, saved when the editor was built, is
 * loaded. Where a browser cannot use that, Python starts the ordinary way, in a few seconds more.
 */
export async function boot(engineBase: URL, report: BootReport): Promise<PyodideAPI> {
  requireWebAssembly();
  const pyodide = await remembered(engineBase, report).catch((error: unknown) => {
    if (error instanceof FotoFunError) throw error;
    console.warn('Python starts the ordinary way, since its saved memory could not be used:', error);
    return fresh(engineBase, report).catch((failure: unknown) => {
      throw failure instanceof FotoFunError ? failure : notStarted(failure);
    });
  });
  report('engine', 0, 1);
  pyodide.pyimport('fotofun').destroy();
  report('engine', 1, 1);
  return pyodide;
}

/** Python as it was when the editor was built. */
async function remembered(engineBase: URL, report: BootReport): Promise<PyodideAPI> {
  const downloads = new Downloads(engineBase, (done, total) => report('download', done, total));
  const snapshot = downloads.bytes('snapshot.bin');
  const libraries = downloads.image.then(({ snapshot: { libraries } }) =>
    Promise.all(libraries.map(({ file }) => downloads.compiled(file))),
  );
  for (const promise of [snapshot, libraries]) promise.catch(seenWhereAwaited);
  let restored: EmscriptenModule | undefined;
  const pyodide = await start(downloads, report, snapshot, async (module) => {
    const [image, compiled] = await Promise.all([downloads.image, libraries, snapshot]);
    placeLibraries(module, image.sitePackages, image.snapshot, compiled);
    restored = module;
  });
  restoreCountArgs(restored!);
  delete restored!.API.config._loadSnapshot; // else the file stays in memory beside the memory made of it
  // Memory that everybody has must not make everybody's random numbers the same.
  pyodide.pyimport('random').seed();
  report('packages', 1, 1);
  return pyodide;
}

/** Python from its beginning, over the same files. */
async function fresh(engineBase: URL, report: BootReport): Promise<PyodideAPI> {
  const downloads = new Downloads(engineBase, (done, total) => report('download', done, total));
  const pyodide = await start(downloads, report, undefined, async ({ FS }) => {
    const { sitePackages, snapshot } = await downloads.image;
    const write = async (path: string, file: string): Promise<void> =>
      FS.writeFile(`${sitePackages}/${path}`, await downloads.bytes(file), { canOwn: true });
    await Promise.all(snapshot.libraries.map(({ path, file }) => write(path, file)));
  });
  report('packages', 0, 1);
  for (const name of ['numpy', 'PIL.Image']) pyodide.pyimport(name).destroy();
  report('packages', 1, 1);
  return pyodide;
}

async function start(
  downloads: Downloads,
  report: BootReport,
  snapshot: Promise<Uint8Array> | undefined,
  prepare: (module: EmscriptenModule) => Promise<void>,
): Promise<PyodideAPI> {
  const archive = downloads.bytes('site-packages.tar');
  const lock = downloads.text('pyodide-lock.json');
  for (const promise of [archive, lock]) promise.catch(seenWhereAwaited);
  const [{ loadPyodide }, image] = await Promise.all([downloads.code(), downloads.image]);
  const pyodide = await withPreparedModule(
    async (module) => {
      module.API.on_fatal = breakDown;
      await downloads.arrived('pyodide.asm.wasm');
      unpack(await archive, image.sitePackages, module.FS);
      await prepare(module);
      report('interpreter', 0, 1);
    },
    () =>
      answeringFetch(downloads.responses, () =>
        loadPyodide({
          indexURL: downloads.base.href,
          packageBaseUrl: downloads.base.href,
          lockFileContents: lock,
          ...(snapshot && { _loadSnapshot: snapshot }),
        }),
      ),
  );
  for (const name of image.packages) pyodide.loadedPackages[name] = 'default channel';
  report('interpreter', 1, 1);
  return pyodide;
}

/** While `start` runs, `fetch` gives what is already under way; Pyodide knows no other way to be given it. */
async function answeringFetch<Result>(
  responses: Map<string, Promise<Response>>,
  start: () => Promise<Result>,
): Promise<Result> {
  const fetch = globalThis.fetch;
  globalThis.fetch = (input, init) =>
    responses.get(input instanceof Request ? input.url : String(input)) ?? fetch(input, init);
  try {
    return await start();
  } finally {
    globalThis.fetch = fetch;
  }
}

/** Python cannot go on, as when its memory is spent: an error of the worker itself tells the page. */
function breakDown(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}

/** A download that fails before anyone waits for it is no error of its own. */
function seenWhereAwaited(): void {}

function requireWebAssembly(): void {
  const smallestModule = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  try {
    new WebAssembly.Module(smallestModule);
  } catch {
    throw new FotoFunError(
      'no_webassembly',
      'This browser does not let the page run WebAssembly, which the editor needs.',
      'Allow WebAssembly in its settings (a lockdown or high-security mode blocks it), or open the editor in a current Firefox, Chrome, Edge or Safari.',
      '',
    );
  }
}

function notStarted(cause: unknown): FotoFunError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return cause instanceof RangeError
    ? new FotoFunError(
        'out_of_memory',
        'There was not enough memory to start Python.',
        'Close other tabs and reload the page.',
      )
    : new FotoFunError(
        'engine_failed',
        `Python could not be started: ${text}`,
        'Reload the page; if it happens again, update the browser.',
      );
}
