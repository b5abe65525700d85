/** What this browser keeps for the editor, and how it is cleared. */

/** Bytes that are kept, or null where the browser does not say. */
export async function keptBytes(): Promise<number | null> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  return estimate?.usage ?? null;
}

/** Removes everything: settings, keys, colours, models, the copy for offline use. Then the page must load again. */
export async function clearKept(): Promise<void> {
  localStorage.clear();
  sessionStorage.clear();
  const caching = await caches.keys();
  await Promise.all(caching.map((name) => caches.delete(name)));
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  await clearFiles();
  const databases = (await indexedDB.databases?.()) ?? [];
  for (const { name } of databases) if (name) indexedDB.deleteDatabase(name);
}

/** The origin's private files, such as models. */
async function clearFiles(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const names: string[] = [];
  for await (const name of root.keys()) names.push(name);
  await Promise.all(names.map((name) => root.removeEntry(name, { recursive: true })));
}
