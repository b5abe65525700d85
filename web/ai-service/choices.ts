import type { ServiceInfo } from '../generated/protocol';
import { isRecord, stored } from '../settings/stored';
import type { Consent } from './state';

/** What was chosen on this device; the key is kept elsewhere. Consent is for one host, and ends with it. */
export interface Choices {
  /** An address of the person's own, or empty where the page's is used. */
  endpoint: string;
  use: ServiceInfo['use'];
  /** The host that the consents are for. */
  host: string;
  consents: Record<string, Consent>;
}

const USES = ['when_needed', 'prefer', 'never'];
const CONSENTS = ['ask', 'always', 'never'];

export const keptChoices = stored<Choices>(
  'service',
  { endpoint: '', use: 'when_needed', host: '', consents: {} },
  (value) => {
    if (!isRecord(value)) return false;
    const { endpoint, use, host, consents } = value as Record<string, unknown>;
    return (
      typeof endpoint === 'string' &&
      typeof host === 'string' &&
      USES.includes(String(use)) &&
      isRecord(consents) &&
      Object.values(consents as object).every((each) => CONSENTS.includes(String(each)))
    );
  },
);
