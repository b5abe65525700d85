// Starts Python on node, lets it import what a program says, and writes its memory for the browser to load.
//
//     node make-snapshot.mjs ENGINE SITE PROGRAM
//
// ENGINE is the folder with Pyodide's files, SITE what its site-packages holds, PROGRAM the Python file. Writes
// ENGINE/snapshot.bin, the memory as Pyodide's `_loadSnapshot` wants it, and ENGINE/snapshot.json, which says
// where in that memory and in the table of functions the extension modules lie: Pyodide itself can only load
// memory in which there are none. web/engine/snapshot.ts puts them back.
import { syncBuiltinESMExports } from 'node:module';
import crypto from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import process, { argv } from 'node:process';
import { pathToFileURL } from 'node:url';

const PAGE = 65536;
// Fields of Emscripten's `struct dso`, which `dlopen` returns: `mem_addr`, `table_addr`, `table_size`.
const DSO = { memoryBase: 12, tableBase: 20, tableSize: 24 };
const LIBRARY_SUFFIX = /\.cpython-\d+-wasm32-emscripten\.so$/;

/** Let nothing differ from one build to the next: no clock, no chance. */
function standStill() {
  Date.now = () => 0;
  performance.now = () => 0;
  crypto.randomFillSync = (view) => view.fill(0);
  syncBuiltinESMExports();
}

/** Load Pyodide's module code and call `use` with the Emscripten module, before Python starts. */
async function interceptModule(engine, use) {
  await import(pathToFileURL(join(engine, 'pyodide.asm.js')).href);
  const create = globalThis._createPyodideModule;
  globalThis._createPyodideModule = (settings) => {
    settings.preRun.push(use);
    return create(settings);
  };
}

function copyFiles(source, target, FS) {
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true }).sort(byPath)) {
    if (!entry.isFile()) continue;
    const folder = join(target, relative(source, entry.parentPath ?? entry.path));
    FS.mkdirTree(folder);
    FS.writeFile(join(folder, entry.name), readFileSync(join(entry.parentPath ?? entry.path, entry.name)));
  }
}

function byPath(a, b) {
  const [left, right] = [a, b].map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return left < right ? -1 : 1;
}

/** The extension modules that are loaded, in the order of loading. */
function describeLibraries(module, sitePackages) {
  return Object.entries(module.LDSO.loadedLibsByHandle)
    .filter(([handle]) => handle !== '0')
    .map(([handle, library]) => {
      const path = relative(sitePackages, library.name);
      const read = (offset) => module.HEAPU32[(Number(handle) + offset) >>> 2];
      return {
        path,
        file: `libraries/${path.replace(LIBRARY_SUFFIX, '').replaceAll('/', '.')}.wasm`,
        handle: Number(handle),
        global: library.global,
        memoryBase: read(DSO.memoryBase),
        tableBase: read(DSO.tableBase),
        tableSize: read(DSO.tableSize),
      };
    })
    .sort((a, b) => a.tableBase - b.tableBase);
}

/**
 * The functions in the table that no library's own segment brings: [slot, library or -1, name].
 * -1 stands for the main program.
 */
function describeFunctions(module, tableBase, libraries, sitePackages) {
  const own = libraries.map(({ path }) => module.LDSO.loadedLibsByName[join(sitePackages, path)].exports);
  const main = module.LDSO.loadedLibsByName.__main__.exports;
  const functions = [];
  for (let slot = tableBase; slot < module.wasmTable.length; slot++) {
    const inside = libraries.some(
      (library) => slot >= library.tableBase && slot < library.tableBase + library.tableSize,
    );
    if (inside || slot === module._PyEM_CountArgsPtr) continue;
    functions.push([slot, ...whose(module, slot, own, main)]);
  }
  return functions;
}

function whose(module, slot, own, main) {
  const wanted = module.wasmTable.get(slot);
  for (const [index, exports] of own.entries()) {
    const name = Object.keys(exports).find((key) => exports[key] === wanted);
    if (name) return [index, name];
  }
  // A function of the page's JavaScript is wrapped in the table, and only known by its address.
  const name = Object.keys(module.GOT).find(
    (key) => module.GOT[key].value === slot && typeof main[key] === 'function',
  );
  if (name) return [-1, name];
  throw new Error(`Nobody knows the function in slot ${slot} of the table.`);
}

/** Overwrite what was freed, so that the file holds no rubbish: it compresses to a third less. */
function clearFreeMemory(module) {
  const { malloc, free } = module.LDSO.loadedLibsByName.__main__.exports;
  const taken = [];
  for (let size = 1 << 16; size >= 16; size >>= 1) {
    for (;;) {
      const end = module._sbrk(0);
      const pointer = malloc(size) >>> 0;
      if (module._sbrk(0) !== end) {
        free(pointer);
        break;
      }
      module.HEAPU8.fill(0, pointer, pointer + size);
      taken.push(pointer);
    }
  }
  for (const pointer of taken) free(pointer);
}

function withoutTrailingZeros(bytes) {
  let length = bytes.length;
  while (bytes[length - 1] === 0) length--;
  return bytes.subarray(0, Math.min(bytes.length, Math.ceil(length / PAGE) * PAGE));
}

// Node would show the line that threw, which in Pyodide's code is a megabyte long.
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exit(1);
});

const [engine, site, program] = argv.slice(2).map((path) => resolve(path));
standStill();
let module;
let tableBase;
let before;
await interceptModule(engine, (created) => {
  module = created;
  tableBase = module.wasmTable.length;
  before = new Map(Object.entries(module.GOT).map(([name, entry]) => [name, entry.value]));
});
const { loadPyodide } = await import(pathToFileURL(join(engine, 'pyodide.mjs')).href);
const pyodide = await loadPyodide({
  indexURL: engine,
  _makeSnapshot: true,
  _sysExecutable: './this.program',
  env: { PYTHONHASHSEED: '0', LANG: 'C.UTF-8' },
});
const sitePackages = module.API.sitepackages;
copyFiles(site, sitePackages, pyodide.FS);
pyodide.pyimport('importlib').invalidate_caches();
const names = pyodide.toPy({});
pyodide.runPython(readFileSync(program, 'utf8'), { filename: basename(program), globals: names });
names.destroy();

const libraries = describeLibraries(module, sitePackages);
const changed = Object.entries(module.GOT).filter(([name, entry]) => before.get(name) !== entry.value);
const layout = {
  tableBase,
  tableLength: module.wasmTable.length,
  countArgs: module._PyEM_CountArgsPtr,
  libraries,
  functions: describeFunctions(module, tableBase, libraries, sitePackages),
  globals: Object.fromEntries(changed.map(([name, entry]) => [name, entry.value])),
};
clearFreeMemory(module);
writeFileSync(join(engine, 'snapshot.bin'), withoutTrailingZeros(pyodide.makeMemorySnapshot()));
writeFileSync(join(engine, 'snapshot.json'), JSON.stringify({ sitePackages, snapshot: layout }));
