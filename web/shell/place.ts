const GAP = 8;

export type Side = 'below' | 'beside';

/** Puts a popover by what it belongs to: below, above, or to the side, wherever it fits the window. */
export function place(float: HTMLElement, anchor: HTMLElement, side: Side): void {
  if (matchMedia('(max-width: 40rem)').matches) return; // There it is a sheet at the lower edge.
  const { left, right, top, bottom } = anchor.getBoundingClientRect();
  const { width, height } = float.getBoundingClientRect();
  const within = (at: number, size: number, room: number) => Math.max(GAP, Math.min(at, room - size - GAP));
  const hasRoomBelow = side === 'below' && bottom + GAP + height <= innerHeight - GAP;
  const hasRoomAbove = side === 'below' && top - GAP - height >= GAP;
  let [x, y] = [left, bottom + GAP];
  if (!hasRoomBelow) {
    if (hasRoomAbove) y = top - GAP - height;
    else [x, y] = [right + 3 * GAP + width <= innerWidth ? right + 3 * GAP : left - GAP - width, top];
  }
  float.style.left = `${within(x, width, innerWidth)}px`;
  float.style.top = `${within(y, height, innerHeight)}px`;
}
