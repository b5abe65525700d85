import { allowHosts, request } from '../net';
import { NO_CONFIG, serviceConfig, type ServiceConfig } from '../ai-service/deployment';

/** What a deployment of the editor may set in its config.json. */
export interface Config {
  /** Features that are offered; the core always is. */
  features: { ai: boolean };
  /** Hosts besides the page's own that may be asked, as `name` or `name:port`. */
  hosts: string[];
  /** The AI service that comes with it. */
  service: ServiceConfig;
}

const DEFAULTS: Config = { features: { ai: true }, hosts: [], service: NO_CONFIG };

/** Reads the deployment's settings; what is missing or unreadable is at its default. */
export async function loadConfig(): Promise<Config> {
  let given: Partial<Config> = {};
  try {
    const response = await request('config.json', { purpose: 'The settings of this site' });
    if (response.ok) given = (await response.json()) as Partial<Config>;
  } catch {
    // Offline, or no such file: the editor works without.
  }
  const config: Config = {
    features: { ...DEFAULTS.features, ...given.features },
    hosts: given.hosts ?? [],
    service: serviceConfig(given.service),
  };
  allowHosts(config.hosts);
  return config;
}
