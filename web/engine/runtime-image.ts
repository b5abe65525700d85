/** What `runtime.json` says about the other files of `engine/<hash>/`; py/fotofun_build/runtime_image.py writes it. */
export interface RuntimeImage {
  /** The folder in Python's file system that `site-packages.tar` belongs in. */
  sitePackages: string;
  /** Names of the packages that are installed, as Pyodide's package manager spells them. */
  packages: string[];
  /** Bytes of every file that starting needs, unpacked. */
  sizes: Record<string, number>;
  snapshot: SnapshotLayout;
}

/** Where the extension modules lie in the memory of `snapshot.bin` and in WebAssembly's table of functions. */
export interface SnapshotLayout {
  /** Length of the table before the first library was loaded, and when the picture was taken. */
  tableBase: number;
  tableLength: number;
  /** Slot of the function that counts a function's parameters, or 0 where WebAssembly could not do that. */
  countArgs: number;
  libraries: Library[];
  /** Functions outside the libraries' own segments: slot, index of the library or -1 for the program, name. */
  functions: [slot: number, library: number, name: string][];
  /** Addresses that linking had found: of data, or a slot of the table. */
  globals: Record<string, number>;
}

export interface Library {
  /** Relative to site-packages. */
  path: string;
  /** The file to compile, relative to `engine/<hash>/`. */
  file: string;
  handle: number;
  global: boolean;
  memoryBase: number;
  tableBase: number;
  tableSize: number;
}
