import drawing from 'lucide-static/icons/move.svg?raw';
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { activeLayer } from '../panels/parameters';
import { onLayers } from '../documents/chosen-layers';
import { store } from '../shell/state';
import type { Point } from '../viewport/viewport';
import './align-buttons';
import { layerBox, optionsOf, type LayerBox } from './layer-box';
import { LiveOperation } from './live-operation';
import { LiveTransform } from './live-transform';
import { nudgeOf, straight } from './nudge';
import { OpacityKeys } from './opacity-keys';
import { line, pathOf } from './outline';
import { drawSnapLines } from './snap-lines';
import { snapRectangle, type SnapLine } from './snapping';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';
import { moved, quadOf, untouched } from './transform';

const THRESHOLD = 3; // CSS pixels that make a drag of a click
const BURST = 800; // ms after which another key is another step of the history

/** Steps by keys in quick succession: one step of the history. */
interface Nudging {
  box: Promise<LayerBox | null>;
  live: LiveOperation | null;
  by: Point;
  timer: number;
}

/** Moves the chosen layers, or what is selected of the active one: drag it, or nudge it with the arrow keys. */
class Move implements ToolSession {
  private start: ToolPointer | null = null;
  private last: ToolPointer | null = null;
  /** Begins when the pointer has left its place and the engine has told where the layer is. */
  private moving: LiveTransform | null = null;
  private lines: SnapLine[] = [];
  private isReleased = false;
  private readonly opacity = new OpacityKeys();
  private nudging: Nudging | null = null;

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return 'move';
  }

  down(pointer: ToolPointer): void {
    this.endNudging();
    this.start = pointer;
    this.last = pointer;
    this.isReleased = false;
  }

  move(pointer: ToolPointer): void {
    const { start } = this;
    if (!start) return;
    const isFirst = this.last === start;
    const isFar = Math.hypot(pointer.screenX - start.screenX, pointer.screenY - start.screenY) >= THRESHOLD;
    if (isFirst && !isFar) return;
    this.last = pointer;
    if (isFirst) void this.begin(start);
    else this.follow();
  }

  up(pointer: ToolPointer): void {
    if (this.last === this.start) {
      this.start = null;
      return;
    }
    this.move(pointer);
    // Where the layer is may not be known yet; it then still goes to where the pointer was let go.
    this.isReleased = true;
    if (this.moving) this.finish();
  }

  key(event: KeyboardEvent): boolean {
    const by = nudgeOf(event);
    if (by) this.nudge(by);
    const opacity = by ? null : this.opacity.percent(event);
    const layer = activeLayer(store.state);
    if (opacity !== null && layer)
      void this.context.workspace.run(
        'layer_opacity',
        { opacity, fill: layer.fill_opacity },
        onLayers(layer.id),
      );
    return by !== null || opacity !== null;
  }

  cancel(): void {
    this.moving?.cancel();
    this.start = null;
    this.moving = null;
    this.lines = [];
  }

  end(): void {
    this.endNudging();
    if (this.start) this.cancel();
  }

  overlay(): SVGTemplateResult {
    const { moving, context } = this;
    if (!moving) return svg``;
    const outline = line(pathOf(quadOf(moving.transform), context.view));
    return svg`${outline}${drawSnapLines(this.lines, context.view)}`;
  }

  options(): TemplateResult {
    return html`<ff-align-buttons .workspace=${this.context.workspace}></ff-align-buttons>`;
  }

  private async begin(start: ToolPointer): Promise<void> {
    const box = await this.measure();
    if (this.start !== start || !box) return;
    const isCopied = start.alt && box.operation === 'transform_selected';
    this.moving = new LiveTransform(this.context, box, isCopied ? { copy: true } : {});
    this.follow();
    if (this.isReleased) this.finish();
    this.context.redraw();
  }

  /** The layer goes where the pointer is, by whole pixels, and onto lines nearby. */
  private follow(): void {
    const { start, last, moving } = this;
    if (!start || !last || !moving) return;
    const way = { x: Math.round(last.x - start.x), y: Math.round(last.y - start.y) };
    const by = last.shift ? straight(way) : way;
    const { visible } = moving.box;
    const here = { ...visible, x: visible.x + by.x, y: visible.y + by.y };
    const snapped = last.mod ? { x: 0, y: 0, lines: [] } : snapRectangle(here, this.context);
    this.lines = snapped.lines;
    moving.show(moved(untouched(visible), by.x + snapped.x, by.y + snapped.y));
  }

  private finish(): void {
    void this.moving?.commit();
    this.start = null;
    this.moving = null;
    this.lines = [];
  }

  /** Keys in quick succession are one step of the history. */
  private nudge({ x, y }: Point): void {
    const { workspace } = this.context;
    const nudging = this.nudging ?? {
      box: this.measure(),
      live: null,
      by: { x: 0, y: 0 },
      timer: 0,
    };
    this.nudging = nudging;
    nudging.by = { x: nudging.by.x + x, y: nudging.by.y + y };
    clearTimeout(nudging.timer);
    nudging.timer = window.setTimeout(() => this.endNudging(), BURST);
    void nudging.box.then((box) => {
      if (!box) return;
      nudging.live ??= new LiveOperation(workspace, box.operation, optionsOf(box));
      nudging.live.submit({ move: [nudging.by.x, nudging.by.y] });
    });
  }

  private endNudging(): void {
    clearTimeout(this.nudging?.timer);
    this.nudging = null;
  }

  private async measure(): Promise<LayerBox | null> {
    const { workspace } = this.context;
    const box = await layerBox(workspace);
    // The engine says why there is nothing to move.
    if (!box) await workspace.run('transform_layer', {});
    return box;
  }
}

export default {
  name: 'move',
  label: 'Move',
  icon: drawing,
  group: 'move',
  key: 'V',
  hint: 'Drag the chosen layers or what is selected, or nudge them with the arrow keys. Shift keeps them straight, Ctrl does not snap, Alt leaves a copy of what is selected.',
  start: (context) => new Move(context),
} satisfies Tool;
