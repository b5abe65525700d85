/** Printing the picture at its resolution. */
import { t } from '../language/words';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';

const STYLES = `
  @page { margin: 10mm; }
  html, body { margin: 0; height: 100%; }
  img { display: block; max-width: 100%; max-height: 100%; margin: auto; object-fit: contain; }
`;

/** Opens the browser's print dialog with the picture in its size on paper; one that is too large is fitted. */
export async function print(workspace: Workspace): Promise<void> {
  const { document: picture } = store.state;
  if (!picture) return;
  await workspace.perform(t('Preparing the print'), async () => {
    const file = await workspace.editor.export({ format: 'png', keep: 'none' });
    await printImage(file, `${picture.width / picture.resolution}in`, picture.name);
  });
}

async function printImage(file: Blob, width: string, title: string): Promise<void> {
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  Object.assign(frame.style, {
    position: 'fixed',
    width: '0',
    height: '0',
    border: '0',
    visibility: 'hidden',
  });
  document.body.append(frame);
  const address = URL.createObjectURL(file);
  const view = frame.contentWindow;
  try {
    if (!view) throw new Error('the frame has no window');
    const styles = new (view as unknown as typeof globalThis).CSSStyleSheet();
    styles.replaceSync(STYLES);
    view.document.adoptedStyleSheets = [styles];
    view.document.title = title;
    const image = view.document.createElement('img');
    image.alt = '';
    image.src = address;
    image.style.width = width;
    view.document.body.append(image);
    await image.decode();
    view.focus();
    view.print();
  } finally {
    // Browsers that print on their own still read the frame after the call.
    setTimeout(() => {
      frame.remove();
      URL.revokeObjectURL(address);
    }, 60_000);
  }
}
