import type { Editor } from '../editor';
import { store } from './state';

/** So long the document has to rest before its values are counted. */
const REST = 120;

let viewers = 0;
let refresh = (): void => {};

/** Says that the histogram is looked at, until what it returns is called. */
export function viewHistogram(): () => void {
  viewers += 1;
  refresh();
  return () => void (viewers -= 1);
}

/** Keeps the histogram of the active layer in the state while it is looked at. */
export function followHistogram(editor: Editor): void {
  let counted: unknown = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const count = async (): Promise<void> => {
    const { document } = store.state;
    if (!document || viewers === 0 || document === counted) return;
    counted = document;
    // Without one, the plots that it lies behind work as well.
    const histogram = await editor.histogram('layer').catch(() => null);
    if (counted === document) store.set({ histogram });
  };

  refresh = () => {
    clearTimeout(timer);
    if (viewers > 0 && store.state.document !== counted) timer = setTimeout(() => void count(), REST);
  };
  editor.on('document', () => refresh());
}
