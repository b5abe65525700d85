import type { LayerInfo } from '../../generated/protocol';

/** A layer as a line of the list. */
export interface Row {
  layer: LayerInfo;
  /** How many groups it is in. */
  depth: number;
  parent: LayerInfo | null;
}

/** The list, top layer first; what is in a folded group is left out. */
export function rowsOf(layers: LayerInfo[], folded: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const visit = (level: LayerInfo[], depth: number, parent: LayerInfo | null): void => {
    for (const layer of [...level].reverse()) {
      rows.push({ layer, depth, parent });
      if (!folded.has(layer.id)) visit(layer.layers, depth + 1, layer);
    }
  };
  visit(layers, 0, null);
  return rows;
}

/** Where a dragged layer goes, in the words of the operation that reorders layers. */
export interface Drop {
  where: 'above' | 'below' | 'inside';
  other: string;
}

/** What dropping layers at a share (0 top, 1 bottom) of a row means; null where nothing would move. */
export function dropAt({ layer }: Row, share: number, dragged: LayerInfo[], isFolded: boolean): Drop | null {
  if (dragged.some((each) => each.id === layer.id || isWithin(each, layer.id))) return null;
  if (layer.kind !== 'group') return { where: share < 0.5 ? 'above' : 'below', other: layer.id };
  if (share < 0.25) return { where: 'above', other: layer.id };
  // Below an open group's own line comes what is in it.
  return share > 0.75 && isFolded
    ? { where: 'below', other: layer.id }
    : { where: 'inside', other: layer.id };
}

function isWithin(layer: LayerInfo, id: string): boolean {
  return layer.layers.some((each) => each.id === id || isWithin(each, id));
}
