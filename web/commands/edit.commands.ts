import { t } from '../language/words';
import type { State } from '../shell/state';
import type { Command } from './command';
import { isIdle } from './conditions';

const canUndo = (state: State) => isIdle(state) && (state.document?.position ?? 0) > 0;
const canRedo = (state: State) => {
  const { document } = state;
  return isIdle(state) && document !== null && document.position < document.history.length - 1;
};

/** "Undo Exposure": what the step is called, if there is one. */
function named(verb: 'Undo' | 'Redo', { document }: State, offset: 0 | 1): string {
  const position = (document?.position ?? 0) + offset;
  const label = position > 0 ? document?.history[position] : undefined;
  if (!label) return t(verb);
  const step = t(label);
  return verb === 'Undo' ? t('Undo {step}', { step }) : t('Redo {step}', { step });
}

const edit: Command[] = [
  {
    name: 'undo',
    label: 'Undo',
    describe: (state) => named('Undo', state, 0),
    icon: 'undo',
    place: { menu: 'Edit', group: 'history' },
    keys: ['Mod+Z'],
    keywords: ['back', 'revert'],
    enabled: canUndo,
    perform: (workspace) => void workspace.undo(),
  },
  {
    name: 'redo',
    label: 'Redo',
    describe: (state) => named('Redo', state, 1),
    icon: 'redo',
    place: { menu: 'Edit', group: 'history' },
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    keywords: ['again', 'forward'],
    enabled: canRedo,
    perform: (workspace) => void workspace.redo(),
  },
  {
    name: 'cancel',
    label: 'Cancel what is running',
    keys: ['Escape'],
    keywords: ['stop', 'abort'],
    enabled: ({ activity, boot }) => activity !== null && boot.ready,
    perform: (workspace) => void workspace.cancel(),
  },
];

export default edit;
