/** What differs from how panels are at first, by name. */
export interface PanelLayout {
  readonly folded: Readonly<Record<string, boolean>>;
  readonly closed: Readonly<Record<string, boolean>>;
  /** All panels from the top down, with `FOOT` where the column's foot begins; empty as long as none was moved. */
  readonly order: readonly string[];
  /** The foot's height in CSS pixels; null is as high as what is in it. */
  readonly foot: number | null;
}

export const initialLayout: PanelLayout = { folded: {}, closed: {}, order: [], foot: null };
