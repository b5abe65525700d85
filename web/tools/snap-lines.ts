import { svg, type SVGTemplateResult } from 'lit';
import { store } from '../shell/state';
import { pathOf } from './outline';
import type { SnapLine } from './snapping';
import type { ToolView } from './tool';

/** The lines that something was drawn to, across the picture. */
export function drawSnapLines(lines: readonly SnapLine[], view: ToolView): SVGTemplateResult {
  const { width = 0, height = 0 } = store.state.document ?? {};
  return svg`${lines.map(({ axis, at }) => {
    const ends =
      axis === 'x'
        ? [
            { x: at, y: 0 },
            { x: at, y: height },
          ]
        : [
            { x: 0, y: at },
            { x: width, y: at },
          ];
    return svg`<path class="snap" d=${pathOf(ends, view, { closed: false })} />`;
  })}`;
}
