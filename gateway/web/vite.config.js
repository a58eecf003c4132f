// Two pages, bundled into dist/ and served by the gateway itself: nothing is loaded from elsewhere.
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Monaco, the editor inside GraphiQL, is one large chunk by nature.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      // 'use client' marks server components, which a page of ours has none of.
      onLog: (level, log, handle) => log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log),
      input: {
        index: resolve(import.meta.dirname, 'index.html'),
        explorer: resolve(import.meta.dirname, 'explorer.html'),
      },
    },
  },
});
