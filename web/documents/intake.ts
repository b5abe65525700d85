import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { openFiles } from './opening';

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
    if (!store.state.boot.failed) void openFiles(workspace, [...(event.dataTransfer?.files ?? [])]);
  });

  window.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const picture = files.find(({ type }) => type.startsWith('image/'));
    if (!picture || store.state.dialog || store.state.boot.failed) return;
    event.preventDefault();
    void workspace.open(picture, picture.name || 'Pasted picture');
  });
}
