import { svg, type TemplateResult } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import adjustment from 'lucide-static/icons/circle-slash-2.svg?raw';
import adjustments from 'lucide-static/icons/sun-medium.svg?raw';
import back from 'lucide-static/icons/chevron-left.svg?raw';
import camera from 'lucide-static/icons/camera.svg?raw';
import channels from 'lucide-static/icons/square-dashed.svg?raw';
import chart from 'lucide-static/icons/chart-area.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import chevron from 'lucide-static/icons/chevron-right.svg?raw';
import clipping from 'lucide-static/icons/triangle-right.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';
import cloud from 'lucide-static/icons/cloud.svg?raw';
import compare from 'lucide-static/icons/contrast.svg?raw';
import crop from 'lucide-static/icons/crop.svg?raw';
import crosshair from 'lucide-static/icons/crosshair.svg?raw';
import cutOut from 'lucide-static/icons/scissors.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import duplicate from 'lucide-static/icons/copy.svg?raw';
import effects from 'lucide-static/icons/wand-sparkles.svg?raw';
import eye from 'lucide-static/icons/eye.svg?raw';
import eyeClosed from 'lucide-static/icons/eye-off.svg?raw';
import eyedropper from 'lucide-static/icons/pipette.svg?raw';
import face from 'lucide-static/icons/scan-face.svg?raw';
import fileInfo from 'lucide-static/icons/file-image.svg?raw';
import fit from 'lucide-static/icons/maximize.svg?raw';
import folder from 'lucide-static/icons/folder-open.svg?raw';
import group from 'lucide-static/icons/folder.svg?raw';
import handle from 'lucide-static/icons/grip-vertical.svg?raw';
import history from 'lucide-static/icons/history.svg?raw';
import info from 'lucide-static/icons/info.svg?raw';
import keyboard from 'lucide-static/icons/keyboard.svg?raw';
import laptop from 'lucide-static/icons/laptop.svg?raw';
import layers from 'lucide-static/icons/layers.svg?raw';
import lock from 'lucide-static/icons/lock.svg?raw';
import map from 'lucide-static/icons/map.svg?raw';
import mask from 'lucide-static/icons/blend.svg?raw';
import menu from 'lucide-static/icons/menu.svg?raw';
import more from 'lucide-static/icons/ellipsis.svg?raw';
import newLayer from 'lucide-static/icons/square-plus.svg?raw';
import offline from 'lucide-static/icons/hard-drive-download.svg?raw';
import palette from 'lucide-static/icons/palette.svg?raw';
import pen from 'lucide-static/icons/pen-tool.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import presets from 'lucide-static/icons/images.svg?raw';
import redo from 'lucide-static/icons/redo-2.svg?raw';
import reset from 'lucide-static/icons/rotate-ccw.svg?raw';
import save from 'lucide-static/icons/save.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import select from 'lucide-static/icons/square-dashed-mouse-pointer.svg?raw';
import settings from 'lucide-static/icons/settings.svg?raw';
import shape from 'lucide-static/icons/shapes.svg?raw';
import shield from 'lucide-static/icons/shield-check.svg?raw';
import sliders from 'lucide-static/icons/sliders-horizontal.svg?raw';
import sparkles from 'lucide-static/icons/sparkles.svg?raw';
import split from 'lucide-static/icons/square-split-horizontal.svg?raw';
import subject from 'lucide-static/icons/user-round.svg?raw';
import swap from 'lucide-static/icons/arrow-left-right.svg?raw';
import text from 'lucide-static/icons/type.svg?raw';
import trash from 'lucide-static/icons/trash-2.svg?raw';
import undo from 'lucide-static/icons/undo-2.svg?raw';
import warning from 'lucide-static/icons/circle-alert.svg?raw';
import zoomIn from 'lucide-static/icons/zoom-in.svg?raw';
import zoomOut from 'lucide-static/icons/zoom-out.svg?raw';

/** The logo: one frame, half of it the negative of the other. */
const logo = `<svg viewBox="0 0 24 24" fill="currentColor">
  <path d="M7.5 2.5A5 5 0 0 0 2.5 7.5v9a5 5 0 0 0 5 5H12v-4a5.5 5.5 0 0 1 0-11v-4z" />
  <path d="M12 6.5a5.5 5.5 0 0 1 0 11z" />
  <path d="M12 2.5h4.500a5 5 0 0 1 5 5v9a5 5 0 0 1-5 5H12V20h4.500a3.500 3.500 0 0 0 3.500-3.500v-9A3.500 3.500 0 0 0 16.500 4H12z" />
</svg>`;

const drawings = {
  adjustment, adjustments, back, camera, channels, chart, check, chevron, clipping, close, cloud, compare, crop, crosshair, cutOut,
  download, duplicate, effects, eye, eyeClosed, eyedropper, face, fileInfo, fit, folder, group, handle, history, info,
  keyboard, laptop, layers, lock, logo, map, mask, menu, more, newLayer, offline, palette, pen, plus,
  presets, redo, reset, save, search, select, settings, shape, shield, sliders, sparkles, split, subject, swap, text, trash, undo,
  warning, zoomIn, zoomOut,
}; // prettier-ignore

export type IconName = keyof typeof drawings;

/** An icon, 18 px with a 1.5 px stroke (Lucide's 2 of 24, scaled); its meaning is said in words beside it. */
export function icon(name: IconName): TemplateResult {
  return name === 'logo'
    ? svg`<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">${unsafeSVG(inner(logo))}</svg>`
    : drawn(drawings[name]);
}

/** An icon from its own drawing, for what is collected from files that bring theirs along. */
export function drawn(drawing: string): TemplateResult {
  return svg`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"
        stroke-linejoin="round" aria-hidden="true">${unsafeSVG(inner(drawing))}</svg>`;
}

function inner(drawing: string): string {
  return drawing.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '');
}
