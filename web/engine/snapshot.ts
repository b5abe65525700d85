/**
 * Puts extension modules back where they lay when Python's memory was saved.
 *
 * Pyodide restores the memory itself. What it cannot restore is everything of an extension module that lies
 * outside the memory: its instance, its functions in the table, the linker's books. They are made again here, at
 * the same addresses and in the same slots, and before the memory is copied over what instantiating wrote.
 */
import type { EmscriptenModule, SymbolValue } from './emscripten';
import type { Library, SnapshotLayout } from './runtime-image';

/** The browser lays its functions out differently from the one that made the picture: it cannot be used. */
export class SnapshotMismatch extends Error {
  override name = 'SnapshotMismatch';
}

/** Instantiate the libraries (`compiled`, in the layout's order) into a module that has not started. */
export function placeLibraries(
  module: EmscriptenModule,
  sitePackages: string,
  layout: SnapshotLayout,
  compiled: WebAssembly.Module[],
): void {
  const { wasmTable } = module;
  if (wasmTable.length !== layout.tableBase) {
    throw new SnapshotMismatch(`The table has ${wasmTable.length} slots, not ${layout.tableBase}.`);
  }
  wasmTable.grow(layout.tableLength - layout.tableBase);
  for (const [symbol, address] of Object.entries(layout.globals)) linked(module, symbol).value = address;
  const program = mainProgram(module);
  const libraries = layout.libraries.map((library, index) =>
    place(module, library, compiled[index]!, sitePackages),
  );
  for (const [slot, index, name] of layout.functions) {
    const symbol = (index < 0 ? program : libraries[index]!)[name];
    if (typeof symbol !== 'function') throw new SnapshotMismatch(`${name} is not a function.`);
    module.freeTableIndexes.push(slot);
    if (module.addFunction(symbol, symbol.sig) !== slot)
      throw new SnapshotMismatch(`${name} has another slot.`);
  }
  if (layout.countArgs) module.freeTableIndexes.push(layout.countArgs);
}

/** Tell the restored memory where this browser's function is that counts a function's parameters. */
export function restoreCountArgs(module: EmscriptenModule): void {
  const offset = module.HEAPU32[module.__PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET >>> 2]!;
  module.HEAPU32[(module.__PyRuntime + offset) >>> 2] = module._PyEM_CountArgsPtr;
}

function place(
  module: EmscriptenModule,
  library: Library,
  compiled: WebAssembly.Module,
  sitePackages: string,
): Record<string, SymbolValue> {
  const own: Record<string, SymbolValue> = {};
  const instance = new WebAssembly.Instance(compiled, imports(module, library, compiled, own));
  module.updateTableMap(library.tableBase, library.tableSize);
  Object.assign(own, module.relocateExports(instance.exports, library.memoryBase));
  module.newDSO(`${sitePackages}/${library.path}`, library.handle, own).global = library.global;
  return own;
}

function imports(
  module: EmscriptenModule,
  library: Library,
  compiled: WebAssembly.Module,
  own: Record<string, SymbolValue>,
): WebAssembly.Imports {
  const bases: Record<string, number> = {
    __memory_base: library.memoryBase,
    __table_base: library.tableBase,
  };
  const program = mainProgram(module);
  const result: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(compiled)) {
    const names = (result[namespace] ??= {});
    if (namespace.startsWith('GOT.')) names[name] = linked(module, name);
    else
      names[name] =
        bases[name] ?? known(program[name]) ?? ((...args: unknown[]) => call(own[name], name, args));
  }
  return result;
}

function known(symbol: SymbolValue | undefined): SymbolValue | undefined {
  return typeof symbol === 'function' && symbol.stub ? undefined : symbol;
}

/** A library may import what it exports itself, and then gets it when it is first called. */
function call(symbol: SymbolValue | undefined, name: string, args: unknown[]): unknown {
  if (typeof symbol !== 'function') throw new SnapshotMismatch(`${name} is not to be found.`);
  return symbol(...args);
}

function linked(module: EmscriptenModule, symbol: string): WebAssembly.Global<'i32'> {
  return (module.GOT[symbol] ??= new WebAssembly.Global({ value: 'i32', mutable: true }));
}

function mainProgram(module: EmscriptenModule): Record<string, SymbolValue> {
  return module.LDSO.loadedLibsByName['__main__']!.exports;
}
