import { restorePalette } from '../colour/palette';
import type { Editor } from '../editor';
import { ledger } from '../ledger';
import type { Models } from '../models/models';
import { startTools } from '../tools/start';
import type { Viewport } from '../viewport/viewport';
import { followRecovery } from '../recovery/recovery';
import { restoreLayout } from '../panels/layout';
import './app';
import type { App } from './app';
import type { Service } from '../ai-service/service';
import { keepMarks } from '../documents/marks';
import { followBoot } from './boot';
import { followHistogram } from './histogram';
import { listenToIntake } from '../documents/intake';
import { followDocuments } from '../documents/switching';
import { restoreKeys } from '../commands/bindings';
import { restoreSettings } from '../settings/settings';
import { listenToKeys } from '../commands/keys';
import { store } from './state';
import { restoreTheme } from './theme';
import { Workspace, type PictureView } from './workspace';

/** What starts the interface. */
export interface ShellParts {
  editor: Editor;
  service: Service;
  view: PictureView;
  /** The same where there is one, for tools; without WebGL there is none. */
  viewport: Viewport | null;
  canvas: HTMLCanvasElement;
  /** Keeps the editor and its models on this device; answers what the person should know. */
  keep: (onProgress: (fraction: number | null) => void) => Promise<string[]>;
  models: Models;
}

const PHONE = '(max-width: 40rem)';

/** Brings the interface up around an editor. */
export function startShell({ editor, service, view, viewport, canvas, keep, models }: ShellParts): void {
  restoreTheme();
  restoreLayout();
  restoreKeys();
  restoreSettings(editor);
  restorePalette();
  const phone = matchMedia(PHONE);
  const follow = () => store.set({ isPhone: phone.matches });
  phone.addEventListener('change', follow);
  follow();

  ledger.subscribe(() => {
    if (ledger.uploads !== store.state.uploads) store.set({ uploads: ledger.uploads });
  });

  const workspace = new Workspace(editor, service, view, keep, models);
  followBoot(editor, service);
  keepMarks(editor);
  followRecovery(editor);
  followHistogram(editor);
  listenToKeys(workspace);
  followDocuments(workspace);
  listenToIntake(workspace);
  const tools = viewport && startTools(workspace, viewport, canvas);

  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'img');

  const app = document.querySelector<App>('ff-app');
  if (!app) throw new Error('The page has no ff-app element.');
  app.workspace = workspace;
  app.canvas = canvas;
  app.tools = tools;
}
