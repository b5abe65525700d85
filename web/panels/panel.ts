import type { TemplateResult } from 'lit';
import type { IconName } from '../icons';
import type { State } from '../shell/state';
import type { Workspace } from '../shell/workspace';

/** A panel: a section of the desktop's column, a sheet on the phone. One file `<name>.panel.ts` makes one. */
export interface Panel {
  name: string;
  label: string;
  icon: IconName;
  /** Where it stands among the others, until somebody moves it: small is above. */
  position: number;
  /** Keys that open and close it. */
  keys?: string[];
  /** Where it stands in the phone's strip, where it is not the same. */
  strip?: number;
  /** Whether it stands in the column's foot, which stays in sight while what is above scrolls. */
  foot?: boolean;
  /** Whether it is folded until somebody opens it. */
  folded?: boolean;
  /** Whether it is closed until somebody chooses it in the View menu. */
  closed?: boolean;
  /** Whether there is anything to show in it now. */
  isShown: (state: State) => boolean;
  render: (workspace: Workspace) => TemplateResult;
  /** A few words beside the label, such as why nothing can be done now. */
  note?: (state: State) => string;
}
