import { svg, type SVGTemplateResult } from 'lit';
import type { Point } from '../viewport/viewport';
import type { CropFrame } from './crop-frame';
import { cornersOf, label, line, type Rectangle } from './outline';
import type { ToolPointer } from './tool';
import { drawHandle } from './transform-box';
import { HANDLES, middleOf } from './transform';

type ToScreen = (point: Point) => Point;

/** The rectangle with its thirds and handles, and the rest dimmed. */
export function drawCrop(frame: CropFrame, toScreen: ToScreen, isDragged: boolean): SVGTemplateResult {
  const { rectangle } = frame;
  const inner = path(cornersOf(rectangle), toScreen);
  const far = 20_000; // CSS pixels: beyond every screen
  const outer = `M${-far} ${-far}H${far}V${far}H${-far}Z`;
  return svg`
    <path class="dim" d=${outer + inner} />
    <path class=${isDragged ? 'thin strong' : 'thin'} d=${thirds(rectangle, toScreen)} />
    ${line(inner)}
    ${handlesOf(rectangle).map((place) => drawHandle(toScreen(place)))}
  `;
}

/** Where the handles are, in the order of `HANDLES`. */
export function handlesOf(rectangle: Rectangle): Point[] {
  const { x, y } = middleOf(rectangle);
  return HANDLES.map((handle) => ({
    x: x + (handle.x * rectangle.width) / 2,
    y: y + (handle.y * rectangle.height) / 2,
  }));
}

/** Its size, beside the pointer. */
export function drawSize({ width, height }: Rectangle, pointer: ToolPointer): SVGTemplateResult {
  return label(`${width} × ${height}`, pointer);
}

/** The line that is drawn along a horizon. */
export function drawLevel(from: ToolPointer, to: ToolPointer): SVGTemplateResult {
  return line(`M${from.screenX} ${from.screenY}L${to.screenX} ${to.screenY}`);
}

/** What a line along a horizon, or along something upright, asks the picture to be turned by. */
export function levelling(from: Point, to: Point): number {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) / Math.PI) * 180;
  return Math.round((Math.round(angle / 90) * 90 - angle) * 10) / 10;
}

function thirds({ x, y, width, height }: Rectangle, toScreen: ToScreen): string {
  return [1 / 3, 2 / 3]
    .map((share) => {
      const upright = [
        { x: x + width * share, y },
        { x: x + width * share, y: y + height },
      ];
      const level = [
        { x, y: y + height * share },
        { x: x + width, y: y + height * share },
      ];
      return path(upright, toScreen, '') + path(level, toScreen, '');
    })
    .join('');
}

function path(points: readonly Point[], toScreen: ToScreen, end = 'Z'): string {
  const places = points.map((point) => {
    const { x, y } = toScreen(point);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return `M${places.join('L')}${end}`;
}
