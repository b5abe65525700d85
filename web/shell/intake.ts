import { FotoFunError } from '../errors';
import { request } from '../net';
import { store } from './state';
import type { Workspace } from './workspace';

const TYPES =
  'image/jpeg,image/png,image/webp,image/tiff,image/gif,image/bmp,image/avif,image/heic,.jpg,.jpeg,.png,.webp,.tif,.tiff,.gif,.bmp,.avif,.heic,.ora';

/** Asks for a picture file and opens it. */
export async function chooseFile(workspace: Workspace): Promise<void> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = TYPES;
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) void workspace.open(file, file.name);
  });
  input.click();
}

/** Opens one of the photos that come with the editor. */
export async function openSample(workspace: Workspace, url: string, name: string): Promise<void> {
  try {
    const response = await request(url, { purpose: 'A sample photo' });
    if (!response.ok) {
      throw new FotoFunError('not_found', 'The sample photo is not there.', 'Open a photo of your own.', '');
    }
    await workspace.open(await response.blob(), name);
  } catch (error) {
    workspace.fail(error);
  }
}

/** Takes pictures that are dropped on the page or pasted into it. */
export function listenToIntake(workspace: Workspace): void {
  let depth = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const show = (isDropTarget: boolean) => {
    if (isDropTarget !== store.state.isDropTarget) store.set({ isDropTarget });
  };

  window.addEventListener('dragenter', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth += 1;
    show(true);
  });
  window.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = store.state.boot.failed ? 'none' : 'copy';
  });
  window.addEventListener('dragleave', () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) show(false);
  });
  window.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file && !store.state.boot.failed) void workspace.open(file, file.name);
  });

  window.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const picture = files.find(({ type }) => type.startsWith('image/'));
    if (!picture || store.state.dialog || store.state.boot.failed) return;
    event.preventDefault();
    void workspace.open(picture, picture.name || 'Pasted picture');
  });

  window.addEventListener('beforeunload', (event) => {
    if (store.state.isDirty) event.preventDefault();
  });
}
