/** What the engine uses of Emscripten's module object, which Pyodide neither documents nor types. */
export interface EmscriptenModule {
  readonly wasmTable: WebAssembly.Table;
  readonly HEAPU32: Uint32Array;
  readonly FS: FileSystem;
  readonly API: { config: { _loadSnapshot?: unknown }; on_fatal?: (error: unknown) => void };
  /** Global offset table: what dynamic linking resolved, by symbol. */
  readonly GOT: Record<string, WebAssembly.Global<'i32'>>;
  readonly LDSO: { loadedLibsByName: Record<string, LoadedLibrary> };
  /** Slots of the table that are used before the table grows. */
  readonly freeTableIndexes: number[];
  readonly __PyRuntime: number;
  readonly __PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET: number;
  readonly _PyEM_CountArgsPtr: number;
  addFunction(callable: WebAssembly.ExportValue, signature?: string): number;
  updateTableMap(base: number, size: number): void;
  relocateExports(exports: WebAssembly.Exports, memoryBase: number): Record<string, SymbolValue>;
  newDSO(name: string, handle: number, symbols: Record<string, SymbolValue>): LoadedLibrary;
  addRunDependency(id: string): void;
  removeRunDependency(id: string): void;
}

/** A function, the address of data, or what only WebAssembly itself uses. */
export type SymbolValue = number | (WebAssembly.ExportValue & { stub?: boolean; sig?: string });

export interface LoadedLibrary {
  exports: Record<string, SymbolValue>;
  global: boolean;
}

export interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array, options?: { canOwn?: boolean }): void;
}

interface Settings {
  preRun: ((module: EmscriptenModule) => void)[];
}

type CreateModule = (settings: Settings) => Promise<EmscriptenModule>;

const scope = globalThis as unknown as { _createPyodideModule: CreateModule };

/**
 * Run `start` so that `prepare` has worked on the Emscripten module before it runs anything.
 *
 * Pyodide's code (pyodide.asm.js) must be loaded already. Rejects with whatever `prepare` throws.
 */
export async function withPreparedModule<Result>(
  prepare: (module: EmscriptenModule) => Promise<void>,
  start: () => Promise<Result>,
): Promise<Result> {
  const create = scope._createPyodideModule;
  scope._createPyodideModule = (settings) =>
    new Promise((resolve, reject) => {
      settings.preRun.push((module) => {
        module.addRunDependency('prepare');
        prepare(module).then(() => module.removeRunDependency('prepare'), reject);
      });
      create(settings).then(resolve, reject);
    });
  try {
    return await start();
  } finally {
    scope._createPyodideModule = create;
  }
}
