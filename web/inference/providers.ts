import type { Capabilities } from '../generated/protocol';
import { t } from '../language/words';

/** What is known of a graphics adapter; browsers leave out what they think nobody should know. */
export interface AdapterFacts {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
  isFallbackAdapter: boolean;
  shaderF16: boolean;
}

/** Renderers that compute on the processor, by a word in their name. */
const SOFTWARE: [RegExp, string][] = [
  [/swiftshader/i, 'SwiftShader'],
  [/llvmpipe|lavapipe/i, 'llvmpipe'],
  [/basic render/i, 'Microsoft Basic Render Driver'],
  [/\bwarp\b/i, 'WARP'],
  [/software/i, 'a software renderer'],
];

/** Why this adapter must not be used, in words for people; empty when it is a real graphics card. */
export function judgeAdapter(facts: AdapterFacts): string {
  const words = [facts.vendor, facts.architecture, facts.device, facts.description].join(' ');
  const software = SOFTWARE.find(([pattern]) => pattern.test(words));
  if (!software && !facts.isFallbackAdapter) return '';
  const name = software?.[1] ?? t('a software renderer');
  return t('WebGPU runs on the processor in this browser ({name}), so WebAssembly is used.', { name });
}

/** The adapter that WebGPU would use, or why there is none. */
export async function findAdapter(): Promise<AdapterFacts | string> {
  if (!navigator.gpu) return t('This browser has no WebGPU, so WebAssembly is used.');
  const adapter = await navigator.gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (!adapter) return t('This browser offers no graphics card to WebGPU, so WebAssembly is used.');
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  return {
    vendor,
    architecture,
    device,
    description,
    // Browsers before the specification moved it have it on the adapter.
    isFallbackAdapter:
      isFallbackAdapter ?? (adapter as { isFallbackAdapter?: boolean }).isFallbackAdapter ?? false,
    shaderF16: adapter.features.has('shader-f16'),
  };
}

/**
 * What this browser can run models on.
 *
 * WebGPU counts only on a real graphics card on which `canary` finds nothing wrong; it answers why not, or
 * the empty string, and is not asked about any other adapter.
 */
export async function findCapabilities(
  threads: number,
  canary: (adapter: AdapterFacts) => Promise<string>,
): Promise<Omit<Capabilities, 'stored_models' | 'memory' | 'saves_power'>> {
  const adapter = await findAdapter();
  const reason = typeof adapter === 'string' ? adapter : judgeAdapter(adapter) || (await canary(adapter));
  return {
    threads,
    webgpu: reason === '',
    webgpu_reason: reason,
    shader_f16: reason === '' && typeof adapter !== 'string' && adapter.shaderF16,
  };
}
