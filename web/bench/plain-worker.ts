import { servePython } from './python-worker';

type Micropip = { install(wheel: string): Promise<void> };

/** The way that Pyodide's documentation shows; `plain_runtime` of runtime_image.py lays out the folder. */
servePython(async (base) => {
  const { loadPyodide } = (await import(
    /* @vite-ignore */ new URL('pyodide.mjs', base).href
  )) as typeof import('pyodide');
  const description = fetch(new URL('plain.json', base)).then((response) => response.json());
  const pyodide = await loadPyodide({ indexURL: base.href });
  await pyodide.loadPackage(['numpy', 'pillow', 'micropip', 'packaging'], { messageCallback: () => {} });
  const { engineWheel } = (await description) as { engineWheel: string };
  const micropip = pyodide.pyimport('micropip') as unknown as Micropip;
  await micropip.install(new URL(engineWheel, base).href);
  for (const name of ['numpy', 'PIL.Image', 'fotofun']) pyodide.pyimport(name);
  return pyodide;
});
