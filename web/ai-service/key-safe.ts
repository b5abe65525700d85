/**
 * Where the service's key is kept: in this browser alone, encrypted with a key that no script can read out,
 * so that a copy of the browser's files does not show it. Never in settings, exports, recipes or logs.
 */
import { del, get, set } from 'idb-keyval';

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const SEALED = 'fotofun.service-key';
const SEAL = 'fotofun.service-seal';

async function seal(): Promise<CryptoKey> {
  const known = await get<CryptoKey>(SEAL);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await set(SEAL, made);
  return made;
}

/** Keeps a key for the next visit; false where the browser cannot, so that it holds for this visit only. */
export async function keepKey(key: string): Promise<boolean> {
  try {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv },
      await seal(),
      new TextEncoder().encode(key),
    );
    await set(SEALED, { iv, data } satisfies Sealed);
    return true;
  } catch {
    return false;
  }
}

/** The key of an earlier visit, or nothing. */
export async function keptKey(): Promise<string> {
  try {
    const sealed = await get<Sealed>(SEALED);
    if (!sealed) return '';
    const { iv, data } = sealed;
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await seal(), data));
  } catch {
    return '';
  }
}

export async function forgetKey(): Promise<void> {
  await Promise.all([del(SEALED), del(SEAL)]).catch(() => {});
}
