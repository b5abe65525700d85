import { followMasks } from '../masks/follow';
import { listenToToolKeys } from './tool-keys';
import type { Workspace } from '../shell/workspace';
import type { Viewport } from '../viewport/viewport';
import { restoreAids } from './aid-actions';
import { ToolHost } from './host';
import { PointerRouter } from './pointer-router';
import { restoreValues } from './values';

/** Brings the tools up on a viewport's canvas. */
export function startTools(workspace: Workspace, viewport: Viewport, canvas: HTMLCanvasElement): ToolHost {
  restoreValues();
  restoreAids();
  followMasks(workspace, viewport);
  const host = new ToolHost(workspace, viewport);
  listenToToolKeys(host, new PointerRouter(canvas, host));
  return host;
}
