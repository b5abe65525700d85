/** Guides and watched places are kept with their document: they come back with it after a crash. */
import type { Editor } from '../editor';
import type { DocumentInfo, MarksInfo } from '../generated/protocol';
import { store } from '../shell/state';

/** Milliseconds in which nothing changed, so that a drag is kept once. */
const REST = 300;

export function keepMarks(editor: Editor): void {
  const kept = new Map<number, string>();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let seen: readonly unknown[] = [];

  const keep = (document: number) => {
    const marks = marksOf(document);
    kept.set(document, JSON.stringify(marks));
    // Where it fails the engine is gone, or the document is closed.
    editor.keepMarks(document, marks).catch(() => kept.delete(document));
  };

  store.subscribe(() => {
    const { document, aids, samplers } = store.state;
    if (!document) return;
    const { id, marks } = document;
    if (!kept.has(id)) {
      kept.set(id, JSON.stringify(marks));
      take(id, marks);
      return;
    }
    const now = [id, aids.guidesOf[id], samplers[id]];
    if (now.every((each, index) => Object.is(each, seen[index]))) return;
    seen = now;
    if (JSON.stringify(marksOf(id)) === kept.get(id)) return;
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => keep(id), REST),
    );
  });
}

function marksOf(document: number): MarksInfo {
  const { aids, samplers } = store.state;
  return {
    guides: (aids.guidesOf[document] ?? []).map(({ axis, at }) => ({ axis, at })),
    samplers: (samplers[document] ?? []).map(({ x, y }) => [x, y]),
  };
}

/** Shows what a document brought along. */
function take(document: DocumentInfo['id'], { guides, samplers }: MarksInfo): void {
  const { aids, samplers: all } = store.state;
  if (guides.length) store.set({ aids: { ...aids, guidesOf: { ...aids.guidesOf, [document]: guides } } });
  if (samplers.length)
    store.set({ samplers: { ...all, [document]: samplers.map(([x = 0, y = 0]) => ({ x, y })) } });
}
