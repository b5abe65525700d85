import type { Deployment } from './state';

/** What config.json says about the service; never a key. */
export interface ServiceConfig {
  kind: Deployment;
  /** Its address, absolute or relative to the page; empty where people name their own. */
  endpoint: string;
  /** Seconds after which a task is given up. */
  timeout: number;
  /** The largest picture, as a file, that is sent. */
  max_bytes: number;
  /** What it takes besides PNG: `jpeg`, `webp`. */
  formats: string[];
  /** Where a larger plan can be had. */
  upgrade: string;
}

/** A page whose config.json is silent has no service, and people may name their own; `offline` rules it out. */
export const NO_CONFIG: ServiceConfig = {
  kind: 'self-hosted',
  endpoint: '',
  timeout: 120,
  max_bytes: 50_000_000,
  formats: ['jpeg', 'webp'],
  upgrade: '',
};

const KINDS: readonly unknown[] = ['offline', 'self-hosted', 'cloud'] satisfies Deployment[];

/** The deployment's own words; what is missing or makes no sense is at its default. */
export function serviceConfig(given: unknown): ServiceConfig {
  const values = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  const { kind, endpoint, timeout, max_bytes: most, formats, upgrade } = values;
  if (!KINDS.includes(kind)) return NO_CONFIG;
  return {
    kind: kind as Deployment,
    endpoint: kind !== 'offline' && typeof endpoint === 'string' ? endpoint : '',
    timeout: typeof timeout === 'number' && timeout > 0 ? timeout : NO_CONFIG.timeout,
    max_bytes: typeof most === 'number' && most > 0 ? most : NO_CONFIG.max_bytes,
    formats: Array.isArray(formats) ? formats.map(String) : NO_CONFIG.formats,
    upgrade: typeof upgrade === 'string' && /^https?:/.test(upgrade) ? upgrade : '',
  };
}

/** An address as a person types it, ready to be used; null where it is none. */
export function endpointOf(text: string): string | null {
  const trimmed = text.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const isHere = /^(localhost|127\.|\[::1\])/.test(trimmed);
  const full = hasScheme ? trimmed : `${isHere ? 'http' : 'https'}://${trimmed}`;
  if (!trimmed || !URL.canParse(full)) return null;
  const url = new URL(full);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username || url.password || url.search || url.hash) return null;
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}
