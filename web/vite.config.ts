// How Vite builds the page, and in mode `service-worker` the one file that must know all the others.
// `build.py build` calls both; FOTOFUN_OUT is the folder to write to, FOTOFUN_DEFINE a JSON file with constants.

/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { defineConfig, type UserConfig } from 'vite';

const outDir = process.env['FOTOFUN_OUT'] ?? '../dist';

/** Workers are called after their folder, since both files are called worker.ts. */
function workerFileName(chunk: { facadeModuleId: string | null }): string {
  return `assets/${basename(dirname(chunk.facadeModuleId ?? ''))}-worker-[hash].js`;
}

/** A chunk, as far as its name depends on it. */
interface Chunk {
  moduleIds: string[];
  isDynamicEntry: boolean;
}

/** Whatever belongs to inference can be told by its name, so that it is only fetched when used. */
function workerChunkFileName({ moduleIds }: Chunk): string {
  const isInference = moduleIds.some((id) => /\/onnxruntime-(web|common)\/|\/web\/inference\//.test(id));
  return isInference ? 'assets/inference-[name]-[hash].js' : 'assets/[name]-[hash].js';
}

/** What the page itself imports is needed from the start, wherever it lies. */
function pageChunkFileName(chunk: Chunk): string {
  return chunk.isDynamicEntry ? workerChunkFileName(chunk) : 'assets/[name]-[hash].js';
}

const shared: UserConfig = { base: './', publicDir: false, logLevel: 'warn' };

const page: UserConfig = {
  ...shared,
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // The Content-Security-Policy lets nothing inline in, and every browser meant here preloads modules.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: { chunkFileNames: pageChunkFileName } },
  },
  worker: {
    format: 'es',
    rolldownOptions: { output: { entryFileNames: workerFileName, chunkFileNames: workerChunkFileName } },
  },
};

function serviceWorker(): UserConfig {
  const constants = JSON.parse(readFileSync(process.env['FOTOFUN_DEFINE'] ?? '', 'utf-8')) as Record<
    string,
    unknown
  >;
  const define = Object.fromEntries(
    Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  return {
    ...shared,
    define: { ...define, 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: {
        input: 'service-worker.ts',
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
  };
}

export default defineConfig(({ mode }) => (mode === 'service-worker' ? serviceWorker() : page));
