// Runs a Python file in Pyodide on node, over a folder that stands as its site-packages.
//
//     node run-in-pyodide.mjs ENGINE SITE PROGRAM
//
// ENGINE is the folder with Pyodide's files, SITE the folder, PROGRAM the Python file.
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import process, { argv } from 'node:process';
import { pathToFileURL } from 'node:url';

// Node would show the line that threw, which in Pyodide's code is a megabyte long.
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exit(1);
});

const [engine, site, program] = argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${engine}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: engine, env: { PYTHONHASHSEED: '0' } });
pyodide.mountNodeFS(pyodide.pyimport('sysconfig').get_path('purelib'), site);
pyodide.runPython(readFileSync(program, 'utf8'), { filename: basename(program) });
