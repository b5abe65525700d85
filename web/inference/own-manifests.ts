/** Manifests of models that people added themselves, in the origin's private file system. For workers only. */

const FOLDER = 'own-models';

/** All of them; none where the browser does not let the page store files. */
export async function ownManifests(): Promise<object[]> {
  const found: object[] = [];
  try {
    for await (const handle of (await folder()).values()) {
      if (handle.kind !== 'file') continue;
      const text = await (await (handle as FileSystemFileHandle).getFile()).text();
      found.push(JSON.parse(text) as object);
    }
  } catch (error) {
    console.warn('own models could not be read:', error);
  }
  return found;
}

/** Whether model `id`'s could be kept. */
export async function keepOwnManifest(id: string, manifest: string): Promise<boolean> {
  try {
    const handle = await (await folder()).getFileHandle(`${id}.json`, { create: true });
    const file = await handle.createSyncAccessHandle();
    try {
      file.truncate(0);
      file.write(new TextEncoder().encode(manifest));
    } finally {
      file.close();
    }
    return true;
  } catch {
    return false;
  }
}

/** Forget model `id`'s, if there is one. */
export async function forgetOwnManifest(id: string): Promise<void> {
  try {
    await (await folder()).removeEntry(`${id}.json`);
  } catch {
    // It is no own model.
  }
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
}
