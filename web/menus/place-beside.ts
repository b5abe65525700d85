import { computePosition, flip, offset, shift, size, type ReferenceElement } from '@floating-ui/dom';

/** Places a menu below a button, or beside the entry it belongs to; it stays in the window and scrolls if it must. */
export async function placeBeside(
  anchor: ReferenceElement,
  menu: HTMLElement,
  side: 'bottom-start' | 'right-start',
): Promise<void> {
  const { x, y } = await computePosition(anchor, menu, {
    strategy: 'fixed',
    placement: side,
    middleware: [
      // The first entry of a submenu stands in line with what opened it.
      offset(side === 'right-start' ? { mainAxis: 2, crossAxis: -5 } : 4),
      flip(),
      shift({ padding: 8, crossAxis: true }),
      size({
        padding: 8,
        apply: ({ availableHeight }) => {
          menu.style.maxHeight = `${Math.max(120, availableHeight)}px`;
        },
      }),
    ],
  });
  menu.style.left = `${x}px`;
  menu.style.top = `${y}px`;
}
