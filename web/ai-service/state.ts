import type { ServiceInfo } from '../generated/protocol';
import type { Usage } from './methods';

/** How the editor was put up: without any service, beside one's own, or as part of an offer with plans. */
export type Deployment = 'offline' | 'self-hosted' | 'cloud';

/** What the person has said about sending the pictures of one task. */
export type Consent = 'ask' | 'always' | 'never';

/** The service that was chosen, as the interface shows it. */
export interface ServiceState {
  deployment: Deployment;
  /** Empty where none is set up. */
  endpoint: string;
  /** Its name and port as people see them. */
  host: string;
  /** Whether it comes with this page, and was not set up by hand. */
  isGiven: boolean;
  /** Where a larger plan can be had. */
  upgrade: string;
  health: ServiceInfo['health'];
  /** Why it is not ready, in a sentence. */
  problem: string;
  use: ServiceInfo['use'];
  /** What it can do, by the names of tasks. */
  tasks: readonly string[];
  consents: Readonly<Record<string, Consent>>;
  hasKey: boolean;
  usage: Usage | null;
}

export const NO_SERVICE: ServiceState = {
  deployment: 'self-hosted',
  endpoint: '',
  host: '',
  isGiven: false,
  upgrade: '',
  health: 'unknown',
  problem: '',
  use: 'when_needed',
  tasks: [],
  consents: {},
  hasKey: false,
  usage: null,
};

/** A question that waits for its answer before a picture is sent. */
export interface ConsentQuestion {
  task: string;
  bytes: number;
  answer: (agreed: boolean, isLasting: boolean) => void;
}
