/** Copying parts of the picture to the system's clipboard, and pasting pictures from it. */
import { t } from '../language/words';
import { FotoFunError } from '../errors';
import type { CopyResult } from '../generated/protocol';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { place } from './placing';

/** What was copied here last, and where it was; the clipboard itself keeps no places. */
let last: CopyResult | null = null;

/** Copies what is selected: of the active layer, or of all layers together. Whether it was done. */
export async function copy(workspace: Workspace, merged = false): Promise<boolean> {
  const done = await workspace.perform(t('Copying'), async () => {
    const copying = workspace.editor.copy({ merged });
    // The item takes a promise: the browser only lets a page write while the key is fresh.
    const file = copying.then((copied) => copied.file);
    await Promise.all([writeToClipboard(file), copying.then((copied) => (last = copied.place))]);
    return true;
  });
  if (done) store.set({ message: t('Copied what is selected') });
  return done !== null;
}

/** Copies what is selected of the active layer, then clears it there. */
export async function cut(workspace: Workspace): Promise<void> {
  if (await copy(workspace)) await workspace.run('clear', {});
}

/** Pastes the clipboard's picture; in place: where it was copied, if it was copied here. */
export async function paste(workspace: Workspace, inPlace = false): Promise<void> {
  try {
    const [item] = await readPictures();
    if (item) await pasteFile(workspace, new File([item], t('Pasted picture'), { type: item.type }), inPlace);
    else workspace.fail(empty());
  } catch (error) {
    workspace.fail(error);
  }
}

/** Pastes a picture as a new layer of the active document, or as a new document where there is none. */
export async function pasteFile(workspace: Workspace, file: File, inPlace = false): Promise<void> {
  if (!store.state.document) await workspace.open(file, file.name || t('Pasted picture'));
  else if (inPlace && last) await place(workspace, file, last);
  else await place(workspace, file, 'middle');
}

/** The size of the picture on the clipboard, for a new document; null if there is none or it may not be read. */
export async function clipboardSize(): Promise<{ width: number; height: number } | null> {
  try {
    const [picture] = await readPictures();
    if (!picture) return null;
    const { width, height } = await createImageBitmap(picture);
    return { width, height };
  } catch {
    return null;
  }
}

async function writeToClipboard(file: Promise<Blob>): Promise<void> {
  if (!('clipboard' in navigator)) throw forbidden();
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': file })]);
  } catch (error) {
    await file; // What kept the picture from being made says more than that it could not be written.
    throw error instanceof DOMException ? forbidden() : error;
  }
}

async function readPictures(): Promise<Blob[]> {
  if (!('clipboard' in navigator)) throw forbidden();
  const items = await navigator.clipboard.read().catch(() => {
    throw forbidden();
  });
  const pictures = items.map((item) => {
    const type = item.types.find((each) => each.startsWith('image/'));
    return type ? item.getType(type) : null;
  });
  return Promise.all(pictures.filter((picture) => picture !== null));
}

function empty(): FotoFunError {
  return new FotoFunError('empty_clipboard', 'There is no picture on the clipboard.', 'Copy one first.');
}

function forbidden(): FotoFunError {
  return new FotoFunError(
    'clipboard_denied',
    'The browser does not let this page use the clipboard.',
    'Allow it in the site’s settings, or use the keys for copy and paste.',
  );
}
