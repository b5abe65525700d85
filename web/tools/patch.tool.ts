import shapes from 'lucide-static/icons/square-dashed-mouse-pointer.svg?raw';
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { t } from '../language/words';
import { store } from '../shell/state';
import type { Point } from '../viewport/viewport';
import { LiveOperation } from './live-operation';
import { line, pathOf } from './outline';
import { SelectionPlace } from './selection-place';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

const LEAST = 2; // CSS pixels between two points of the line

type Phase =
  | { name: 'idle' }
  | { name: 'drawing'; points: Point[]; last: ToolPointer }
  /** Pressed, not yet known whether over what is selected. */
  | { name: 'asking'; start: ToolPointer; last: ToolPointer }
  | { name: 'moving'; start: ToolPointer; last: ToolPointer; live: LiveOperation };

/** What is drawn around is replaced by the place that it is dragged to. */
class Patch implements ToolSession {
  private phase: Phase = { name: 'idle' };
  /** The outline that was drawn last, and the selection that it became. */
  private outline: { points: Point[]; selection: number | null } | null = null;
  private hovered: ToolPointer | null = null;
  private readonly place: SelectionPlace;

  constructor(private readonly context: ToolContext) {
    this.place = new SelectionPlace(context);
  }

  cursor(): string {
    if (this.phase.name === 'moving') return 'move';
    const isIdle = this.phase.name === 'idle';
    return isIdle && this.hovered && this.place.isInside ? 'move' : 'crosshair';
  }

  hover(pointer: ToolPointer): void {
    this.hovered = pointer;
    this.place.look(pointer);
  }

  leave(): void {
    this.hovered = null;
  }

  down(pointer: ToolPointer): void {
    if (store.state.document?.selection == null) return this.draw(pointer);
    const phase: Phase = { name: 'asking', start: pointer, last: pointer };
    this.phase = phase;
    void this.place
      .holds(pointer)
      .catch(() => false)
      .then((isInside) => {
        if (this.phase !== phase) return;
        if (isInside) {
          const live = new LiveOperation(this.context.workspace, 'patch');
          this.phase = { name: 'moving', start: pointer, last: pointer, live };
        } else {
          this.draw(pointer);
        }
        this.move(phase.last);
        this.context.redraw();
      });
  }

  move(pointer: ToolPointer): void {
    const { phase } = this;
    if (phase.name === 'asking') phase.last = pointer;
    if (phase.name === 'drawing') this.extend(phase, pointer);
    if (phase.name !== 'moving') return;
    phase.last = pointer;
    const { x, y } = offset(phase);
    if (x || y) phase.live.submit({ source: [x, y] });
  }

  up(pointer: ToolPointer): void {
    this.move(pointer);
    const { phase } = this;
    this.phase = { name: 'idle' };
    if (phase.name === 'drawing' && phase.points.length > 2) void this.select(phase.points);
    else if (phase.name === 'drawing' || phase.name === 'asking') this.deselect();
  }

  cancel(): void {
    if (this.phase.name === 'moving') void this.phase.live.cancel();
    this.phase = { name: 'idle' };
  }

  end(): void {
    this.cancel();
  }

  overlay(): SVGTemplateResult {
    const { phase } = this;
    const { view } = this.context;
    if (phase.name === 'drawing')
      return line(pathOf(phase.points, view, { closed: false }), { dashed: true });
    if (phase.name !== 'moving') return svg``;
    const by = offset(phase);
    // Only an outline that was drawn here is known; of any other selection the way is shown.
    const isKnown = this.outline?.selection === store.state.document?.selection;
    const points = isKnown ? (this.outline?.points ?? []) : [];
    const moved = points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y }));
    return svg`
      ${line(pathOf(moved, view))}
      ${line(pathOf([phase.start, phase.last], view, { closed: false }), { dashed: true })}
    `;
  }

  options(): TemplateResult {
    return html`<span class="quiet">
      ${
        store.state.document?.selection == null
          ? t('Draw around what should go.')
          : t('Drag what is selected to a place that should be in its stead.')
      }
    </span>`;
  }

  private draw(pointer: ToolPointer): void {
    this.phase = { name: 'drawing', points: [pointer], last: pointer };
  }

  private extend(phase: Phase & { name: 'drawing' }, { coalesced }: ToolPointer): void {
    for (const each of coalesced) {
      const { last } = phase;
      if (Math.hypot(each.screenX - last.screenX, each.screenY - last.screenY) < LEAST) continue;
      phase.points.push(each);
      phase.last = each;
    }
  }

  private async select(points: Point[]): Promise<void> {
    await this.context.workspace.run('select_lasso', { points: points.map(({ x, y }) => [x, y]) });
    this.outline = { points, selection: store.state.document?.selection ?? null };
    this.context.redraw();
  }

  private deselect(): void {
    if (store.state.document?.selection != null) void this.context.workspace.run('deselect', {});
  }
}

/** How far it was dragged, in whole pixels. */
function offset({ start, last }: { start: ToolPointer; last: ToolPointer }): Point {
  return { x: Math.round(last.x - start.x), y: Math.round(last.y - start.y) };
}

export default {
  name: 'patch',
  label: 'Patch',
  icon: shapes,
  group: 'retouch',
  key: 'J',
  position: 3,
  hint: 'Draw around what should go, then drag it to a place that should be in its stead.',
  operation: 'patch',
  omits: ['source'],
  start: (context) => new Patch(context),
} satisfies Tool;
