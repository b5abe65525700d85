import drawing from 'lucide-static/icons/crop.svg?raw';
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { store } from '../shell/state';
import type { Point } from '../viewport/viewport';
import './crop-fields';
import type { ProportionsEvent, StraightenEvent } from './crop-fields';
import * as crops from './crop-frame';
import type { CropFrame } from './crop-frame';
import { drawCrop, drawLevel, drawSize, handlesOf, levelling } from './crop-picture';
import { ratioOf, type Proportions } from './crop-ratios';
import rotate from './cursors/rotate.svg?url';
import { apply, inverse } from './matrix';
import { nudgeOf } from './nudge';
import type { Rectangle } from './outline';
import { snap } from './snapping';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';
import { HANDLES, middleOf, type Handle } from './transform';

const REACH = 10; // CSS pixels around a handle
const TOUCH_REACH = 22;
const NARROW = 600;
const CURSORS = ['nwse-resize', 'ns-resize', 'nesw-resize', 'ew-resize'];

type Part =
  | { name: 'handle'; handle: Handle }
  | { name: 'inside' }
  | { name: 'around' }
  | { name: 'new' }
  | { name: 'level' };

/** Cuts the picture to a rectangle, and straightens it. */
class Crop implements ToolSession {
  private frame: CropFrame;
  private drag: { part: Part; from: ToolPointer; to: ToolPointer; start: CropFrame } | null = null;
  private hovered: ToolPointer | null = null;
  private isLevelling = false;
  private isRunning = false;
  private hasMadeRoom = false;
  /** How the view was turned before. */
  private readonly rotation: number;
  private readonly unsubscribe: () => void;

  constructor(private readonly context: ToolContext) {
    this.rotation = context.view.viewport.rotation;
    this.frame = this.whole();
    this.unsubscribe = store.subscribe(() => this.follow());
    void this.takeSelection();
    this.makeRoom();
  }

  cursor(): string {
    const part = this.drag?.part ?? (this.hovered && this.partAt(this.hovered));
    if (!part || part.name === 'new' || part.name === 'level') return 'crosshair';
    if (part.name === 'inside') return 'move';
    if (part.name === 'around') return `url(${rotate}) 12 12, alias`;
    return CURSORS[HANDLES.indexOf(part.handle) % CURSORS.length] ?? 'move';
  }

  hover(pointer: ToolPointer): void {
    this.hovered = pointer;
  }

  leave(): void {
    this.hovered = null;
  }

  down(pointer: ToolPointer): void {
    if (!this.isRunning) {
      this.drag = { part: this.partAt(pointer), from: pointer, to: pointer, start: this.frame };
    }
  }

  move(pointer: ToolPointer): void {
    const { drag } = this;
    this.hovered = pointer;
    if (!drag) return;
    drag.to = pointer;
    if (drag.part.name !== 'level') this.show(this.dragged(drag.part, drag.start, drag.from, pointer));
  }

  up(pointer: ToolPointer): void {
    const { drag } = this;
    this.move(pointer);
    this.drag = null;
    if (drag?.part.name !== 'level') return;
    this.isLevelling = false;
    if (drag.from.screenX !== pointer.screenX || drag.from.screenY !== pointer.screenY) {
      this.show(crops.straightened(this.frame, levelling(drag.from, pointer)));
    }
  }

  doubleClick(pointer: ToolPointer): void {
    if (this.partAt(pointer).name === 'inside') void this.commit();
  }

  key(event: KeyboardEvent): boolean {
    const by = nudgeOf(event);
    if (by) this.show(crops.shifted(this.frame, by));
    else if (event.ctrlKey || event.metaKey || event.altKey) return false;
    else if (event.key.toLowerCase() === 'x' && this.proportions.ratio !== 'free') {
      this.propose({ ...this.proportions, isSwapped: !this.proportions.isSwapped });
    } else if (crops.isWhole(this.frame)) return false;
    else if (event.key === 'Enter') void this.commit();
    else if (event.key === 'Escape') this.revert();
    else return false;
    return true;
  }

  cancel(): void {
    if (this.drag) this.show(this.drag.start);
    this.drag = null;
  }

  end(): void {
    this.unsubscribe();
    const { viewport } = this.context.view;
    viewport.rotate(this.rotation);
    if (this.hasMadeRoom) viewport.fit();
  }

  overlay(): SVGTemplateResult {
    const { frame, drag } = this;
    const toScreen = (point: Point) => this.toScreen(point);
    return svg`
      ${drawCrop({ ...frame, rectangle: crops.whole(frame.rectangle) }, toScreen, drag !== null)}
      ${drag && drag.part.name === 'level' ? drawLevel(drag.from, drag.to) : ''}
      ${drag && drag.part.name !== 'level' ? drawSize(crops.whole(frame.rectangle), drag.to) : ''}
    `;
  }

  options(): TemplateResult {
    return html`<ff-crop-fields
      .proportions=${this.proportions}
      .angle=${this.frame.angle}
      .isWhole=${crops.isWhole(this.frame) || this.isRunning}
      .isLevelling=${this.isLevelling}
      @ff-proportions=${({ proportions }: ProportionsEvent) => this.propose(proportions)}
      @ff-straighten=${({ angle }: StraightenEvent) => this.show(crops.straightened(this.frame, angle))}
      @ff-level=${() => this.toggleLevelling()}
      @ff-revert=${() => this.revert()}
      @ff-commit=${() => this.commit()}
    ></ff-crop-fields>`;
  }

  /** Where the picture goes from edge to edge, its handles could not be grasped. */
  private makeRoom(): void {
    const { viewport } = this.context.view;
    const { width } = viewport.size;
    const left = viewport.toScreen({ x: 0, y: 0 }).x;
    this.hasMadeRoom = viewport.view.fitted && left < TOUCH_REACH && width < NARROW;
    if (this.hasMadeRoom) viewport.zoomTo((viewport.view.zoom * (width - 2 * TOUCH_REACH)) / width);
  }

  private get proportions(): Proportions {
    const { values } = this.context;
    return {
      ratio: String(values['ratio'] ?? 'free'),
      customWidth: Number(values['custom_width'] ?? 5),
      customHeight: Number(values['custom_height'] ?? 4),
      isSwapped: Boolean(values['is_swapped']),
    };
  }

  private get ratio(): number | null {
    return ratioOf(this.proportions, this.frame.picture);
  }

  private propose({ ratio, customWidth, customHeight, isSwapped }: Proportions): void {
    const { context } = this;
    context.set('ratio', ratio);
    context.set('custom_width', customWidth);
    context.set('custom_height', customHeight);
    context.set('is_swapped', isSwapped);
    const begin = ratio === 'free' ? this.frame : crops.straightened(this.whole(), this.frame.angle);
    this.show(crops.proportioned(begin, this.ratio));
  }

  private toggleLevelling(): void {
    this.isLevelling = !this.isLevelling;
    this.context.redraw();
  }

  private partAt(pointer: ToolPointer): Part {
    if (this.isLevelling) return { name: 'level' };
    const { rectangle } = this.frame;
    const reach = pointer.kind === 'touch' ? TOUCH_REACH : REACH;
    const distances = handlesOf(rectangle).map((place) => {
      const { x, y } = this.toScreen(place);
      return Math.hypot(x - pointer.screenX, y - pointer.screenY);
    });
    const nearest = distances.indexOf(Math.min(...distances));
    const handle = (distances[nearest] ?? Infinity) <= reach ? HANDLES[nearest] : null;
    if (handle) return { name: 'handle', handle };
    const { x, y } = this.toTurned(pointer);
    const isInside =
      x >= rectangle.x &&
      y >= rectangle.y &&
      x <= rectangle.x + rectangle.width &&
      y <= rectangle.y + rectangle.height;
    if (!isInside) return { name: 'around' };
    return { name: crops.isWhole(this.frame) ? 'new' : 'inside' };
  }

  private dragged(part: Part, start: CropFrame, from: ToolPointer, pointer: ToolPointer): CropFrame {
    const to = start.angle ? this.toTurned(pointer) : snap(pointer, this.context);
    switch (part.name) {
      case 'handle': {
        const ratio = this.ratio ?? (pointer.shift ? start.rectangle.width / start.rectangle.height : null);
        return crops.resized(start, part.handle, to, { ratio, isCentred: pointer.alt });
      }
      case 'inside': {
        const begin = this.toTurned(from);
        const end = this.toTurned(pointer);
        return crops.shifted(start, { x: Math.round(end.x - begin.x), y: Math.round(end.y - begin.y) });
      }
      case 'new':
        return crops.drawn(start, snap(from, this.context), to, this.ratio ?? (pointer.shift ? 1 : null));
      case 'around':
        return crops.straightened(start, start.angle + this.turnBetween(from, pointer));
      case 'level':
        return start;
    }
  }

  /** Degrees that the pointer has gone around the rectangle's middle, in tenths. */
  private turnBetween(from: ToolPointer, to: ToolPointer): number {
    const { x, y } = this.toScreen(middleOf(this.frame.rectangle));
    const angle = ({ screenX, screenY }: ToolPointer) => Math.atan2(screenY - y, screenX - x);
    const turned = ((angle(to) - angle(from)) / Math.PI) * 180;
    return Math.round((turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned) * 10) / 10;
  }

  private show(frame: CropFrame): void {
    const isTurned = frame.angle !== this.frame.angle;
    this.frame = frame;
    // The picture is turned under an upright rectangle.
    if (isTurned) this.context.view.viewport.rotate(this.rotation + frame.angle);
    this.context.redraw();
  }

  private toScreen(point: Point): Point {
    return this.context.view.toScreen(apply(inverse(crops.turning(this.frame)), point));
  }

  private toTurned({ x, y }: Point): Point {
    return apply(crops.turning(this.frame), { x, y });
  }

  private whole(): CropFrame {
    const { width = 1, height = 1 } = store.state.document ?? {};
    return crops.wholePicture(width, height);
  }

  /** A picture of another size, as after undo, is cropped from the beginning. */
  private follow(): void {
    const { width, height } = store.state.document ?? {};
    const { picture } = this.frame;
    if (width === undefined || (width === picture.width && height === picture.height)) return;
    this.drag = null;
    this.show(this.whole());
  }

  private async takeSelection(): Promise<void> {
    if (store.state.document?.selection == null) return;
    const { selection } = await this.context.workspace.editor.bounds().catch(() => ({ selection: null }));
    const [x, y, width, height] = selection ?? [];
    if (x === undefined || y === undefined || width === undefined || height === undefined) return;
    if (crops.isWhole(this.frame)) this.show({ ...this.frame, rectangle: { x, y, width, height } });
  }

  private revert(): void {
    this.isLevelling = false;
    this.show(this.whole());
  }

  private async commit(): Promise<void> {
    const { frame, context } = this;
    if (this.isRunning || crops.isWhole(frame)) return;
    const { x, y, width, height }: Rectangle = crops.whole(frame.rectangle);
    this.isRunning = true;
    const rectangle = [x, y, width, height];
    const hide = context.values['hide'] ?? false;
    await context.workspace.run('crop', { rectangle, angle: frame.angle, hide });
    this.isRunning = false;
    this.show(this.whole());
  }
}

export default {
  name: 'crop',
  label: 'Crop',
  icon: drawing,
  group: 'crop',
  key: 'C',
  hint: 'Drag the handles, or beside the rectangle to straighten. Enter crops, Escape starts again.',
  operation: 'crop',
  omits: ['width', 'height', 'angle'],
  start: (context) => new Crop(context),
} satisfies Tool;
