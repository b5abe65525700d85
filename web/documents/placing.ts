/** Pictures as layers of the active document. */
import { t } from '../language/words';
import { errorInfo } from '../errors';
import type { ParameterValue } from '../generated/protocol';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { chooseFiles, PICTURES, stem } from './files';

/** Where a placed picture goes: made smaller to fit, in its own size in the middle, or with its corner there. */
export type Placement = 'fit' | 'middle' | { x: number; y: number };

/** Asks for picture files and adds each as a layer. */
export async function chooseAndPlace(workspace: Workspace): Promise<void> {
  await placeFiles(workspace, await chooseFiles(PICTURES));
}

/** Asks for picture files; the first becomes a document, the others are layers above it. */
export async function chooseAndStack(workspace: Workspace): Promise<void> {
  const [first, ...others] = await chooseFiles(PICTURES);
  if (!first) return;
  const before = store.state.documents.active;
  await workspace.open(first, first.name);
  if (store.state.documents.active !== before) await placeFiles(workspace, others);
}

/** Adds each file as a layer; without a document the first is opened as one. */
export async function placeFiles(workspace: Workspace, files: readonly File[]): Promise<void> {
  const [first, ...others] = files;
  if (!first) return;
  if (!store.state.document) {
    await workspace.open(first, first.name);
    if (store.state.document) await placeFiles(workspace, others);
    return;
  }
  for (const file of files) await place(workspace, file, 'fit');
}

/** Adds one picture as a layer; whether it was done. */
export async function place(workspace: Workspace, file: File, where: Placement): Promise<boolean> {
  const placing: Record<string, ParameterValue> =
    typeof where === 'string' ? { place: where } : { place: 'corner', corner: [where.x, where.y] };
  const title = stem(file.name).slice(0, 200);
  const done = await workspace.perform(t('Placing {name}', { name: file.name }), async () => {
    const run = async (picture: Blob) =>
      workspace.editor.run('place_picture', { picture: await dataUrl(picture), title, ...placing });
    try {
      return await run(file);
    } catch (error) {
      // Layered files, and those that only the browser can read, become one picture first.
      if (!['decoder_missing', 'unsupported_format'].includes(errorInfo(error).kind)) throw error;
      return run(await workspace.editor.convert(file, { format: 'png', quality: 90 }));
    }
  });
  return done !== null;
}

function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
