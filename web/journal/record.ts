/**
 * A journal is a file of records, one after the other: what was asked of the engine, with the bytes that came
 * with it. Each ends with a mark, so that one that was cut off in the middle of writing is not taken for whole.
 */

import type { JournalRecord } from '../generated/protocol';

/** One request that changed a document, as it is asked again to restore it. */
export interface Kept extends Omit<JournalRecord, 'buffers'> {
  buffers: ArrayBuffer[];
}

type Head = Omit<JournalRecord, 'buffers'> & { sizes: number[] };

const MARK = 0x464a3152; // "FJ1R"
const LENGTH_BYTES = 4;

/** The pieces of a record, to be written one after the other without joining large buffers. */
export function encode({ buffers, ...request }: Kept): ArrayBuffer[] {
  const head: Head = { ...request, sizes: buffers.map(({ byteLength }) => byteLength) };
  const text = new TextEncoder().encode(JSON.stringify(head));
  return [number(text.byteLength), text.slice().buffer, ...buffers, number(MARK)];
}

/** All whole records of a file, and where the last of them ends. */
export function decode(file: ArrayBuffer): { records: Kept[]; end: number } {
  const view = new DataView(file);
  const records: Kept[] = [];
  let end = 0;
  for (;;) {
    const read = readRecord(file, view, end);
    if (!read) return { records, end };
    records.push(read.record);
    end = read.end;
  }
}

function readRecord(file: ArrayBuffer, view: DataView, start: number): { record: Kept; end: number } | null {
  let place = start + LENGTH_BYTES;
  if (place > file.byteLength) return null;
  const headEnd = place + view.getUint32(start);
  if (headEnd > file.byteLength) return null;
  const head = parseHead(file.slice(place, headEnd));
  if (!head) return null;
  place = headEnd;
  const buffers = head.sizes.map((size) => file.slice(place, (place += size)));
  if (place + LENGTH_BYTES > file.byteLength || view.getUint32(place) !== MARK) return null;
  const { sizes: _, ...request } = head;
  return { record: { ...request, buffers }, end: place + LENGTH_BYTES };
}

/** Null for what a torn write left behind. */
function parseHead(bytes: ArrayBuffer): Head | null {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Head;
  } catch {
    return null;
  }
}

function number(value: number): ArrayBuffer {
  const bytes = new ArrayBuffer(LENGTH_BYTES);
  new DataView(bytes).setUint32(0, value);
  return bytes;
}
