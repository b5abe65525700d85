import type { ModelFile } from '../generated/protocol';

const FOLDER = 'models';

/** A stored file's name says which model it is and how long it is when complete. */
function fileName(model: ModelFile): string {
  return `${model.id}.${model.bytes}.${model.sha256}`;
}

function partsOf(name: string): { id: string; bytes: number } {
  const [id = '', bytes] = name.split('.');
  return { id, bytes: Number(bytes) };
}

export interface Stored {
  models: string[];
  begun: Record<string, number>;
}

/** The model files in the origin's private file system. For workers only. */
export class ModelFiles {
  private constructor(private readonly folder: FileSystemDirectoryHandle) {}

  /** Null where the browser does not let the page store files, as in some private windows. */
  static async open(): Promise<ModelFiles | null> {
    try {
      const root = await navigator.storage.getDirectory();
      return new ModelFiles(await root.getDirectoryHandle(FOLDER, { create: true }));
    } catch {
      return null;
    }
  }

  /** What is stored of the model: all of it, the beginning that has arrived, or nothing. */
  async read(model: ModelFile): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const handle = await this.folder.getFileHandle(fileName(model));
      return new Uint8Array(await (await handle.getFile()).arrayBuffer());
    } catch {
      return new Uint8Array();
    }
  }

  /** The file to write to, locked for everyone else until it is closed. */
  async write(model: ModelFile): Promise<FileSystemSyncAccessHandle> {
    const handle = await this.folder.getFileHandle(fileName(model), { create: true });
    return handle.createSyncAccessHandle();
  }

  /** The ids of the models that are here completely, and how many bytes of others have arrived. */
  async list(): Promise<Stored> {
    const models: string[] = [];
    const begun: Record<string, number> = {};
    for await (const [name, handle] of this.folder.entries()) {
      const { id, bytes } = partsOf(name);
      if (handle.kind !== 'file') continue;
      const { size } = await (handle as FileSystemFileHandle).getFile();
      if (size === bytes) models.push(id);
      else if (size > 0) begun[id] = size;
    }
    return { models: models.sort(), begun };
  }

  /** Remove what is stored of model `id`, in every version but `keep`. */
  async remove(id: string, keep?: ModelFile): Promise<void> {
    const names: string[] = [];
    for await (const name of this.folder.keys()) {
      if (partsOf(name).id === id && name !== (keep && fileName(keep))) names.push(name);
    }
    for (const name of names) await this.folder.removeEntry(name);
  }
}
