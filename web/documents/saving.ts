/** Keeping a document with its layers as an OpenRaster file. */
import { t } from '../language/words';
import { formatBytes } from '../dialogs/format';
import { store } from '../shell/state';
import { notify } from '../shell/toasts';
import type { Workspace } from '../shell/workspace';
import { download, stem } from './files';
import { activate } from './switching';

const TYPE = { description: 'OpenRaster', accept: { 'image/openraster': ['.ora'] } };

/** The files that documents were saved to, where the browser lets a page write to one again. */
const targets = new Map<number, FileSystemFileHandle>();

/** Saves a document with its layers; false if the person gave up. Saving again writes to the same file. */
export async function saveDocument(workspace: Workspace, id: number, elsewhere = false): Promise<boolean> {
  await activate(workspace, id);
  const name = `${stem(store.state.document?.name ?? 'picture')}.ora`;
  const target = await chosenTarget(id, name, elsewhere);
  if (target === null) return false;
  const saved = await workspace.perform(t('Saving {name}', { name: target?.name ?? name }), async () => {
    const file = await workspace.editor.export({ format: 'ora' });
    if (target) await write(target, file);
    else download(file, name);
    await workspace.editor.markSaved(id);
    return file;
  });
  if (!saved) return false;
  if (target) targets.set(id, target);
  notify(t('Saved {name}, {size}', { name: target?.name ?? name, size: formatBytes(saved.size) }));
  store.set({
    message: t('Saved {name}, {size}', { name: target?.name ?? name, size: formatBytes(saved.size) }),
  });
  return true;
}

/** The file to write to: undefined where the browser can only download, null if none was chosen. */
async function chosenTarget(
  id: number,
  suggestedName: string,
  elsewhere: boolean,
): Promise<FileSystemFileHandle | undefined | null> {
  const known = targets.get(id);
  if (known && !elsewhere) return known;
  if (!('showSaveFilePicker' in window)) return undefined;
  try {
    return await window.showSaveFilePicker({ suggestedName, types: [TYPE] });
  } catch (error) {
    // A person who closes the picker has given up; a page that may not show it can still download.
    return error instanceof DOMException && error.name === 'AbortError' ? null : undefined;
  }
}

async function write(target: FileSystemFileHandle, file: Blob): Promise<void> {
  const stream = await target.createWritable();
  await file.stream().pipeTo(stream);
}
