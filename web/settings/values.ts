import type { ExportParams } from '../generated/protocol';

/** What people choose once, besides theme and keys. */
export interface Settings {
  /** Megabytes for what can be taken back, in all open documents together. */
  historyMemory: number;
  /** What files that are made tell about the photo, where nothing else is chosen for them. */
  keep: NonNullable<ExportParams['keep']>;
  /** Whether models may be used whose licence forbids commercial work. */
  noncommercial: boolean;
}

export const initialSettings: Settings = { historyMemory: 512, keep: 'all', noncommercial: false };
