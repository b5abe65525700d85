/** The one verdict that is kept: on which graphics card, and by a word why it is not used (empty when it is). */
interface Verdict {
  subject: string;
  reason: string;
  when: number;
}

const FILE = 'webgpu-verdict.json';

/** A card that failed may have been busy; ask it again after a week. */
const FAILURE_LASTS = 7 * 24 * 3600e3;

/** The verdict on `subject` that was remembered, or null. */
export async function recall(subject: string): Promise<string | null> {
  try {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle(FILE)).getFile();
    const verdict = JSON.parse(await file.text()) as Verdict;
    if (verdict.subject !== subject) return null;
    return verdict.reason && Date.now() - verdict.when > FAILURE_LASTS ? null : verdict.reason;
  } catch {
    return null;
  }
}

/** Remember the verdict on `subject`, where the browser lets the page store files. */
export async function remember(subject: string, reason: string): Promise<void> {
  const verdict: Verdict = { subject, reason, when: Date.now() };
  try {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle(FILE, { create: true })).createSyncAccessHandle();
    try {
      file.truncate(0);
      file.write(new TextEncoder().encode(JSON.stringify(verdict)));
    } finally {
      file.close();
    }
  } catch {
    // The next visit asks the canary again.
  }
}
