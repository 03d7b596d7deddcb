import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  plugins: [preact({ prefreshEnabled: false })],
  build: {
    outDir: here('../dist/pages'),
    emptyOutDir: true,
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // Of the pages' own origin: no polyfill is written inline.
    modulePreload: { polyfill: false },
    target: 'es2023',
    rollupOptions: {
      input: { index: here('./index.html'), embed: here('./embed.html'), shareWorker: here('./shareWorker.ts') },
      output: {
        // A service worker has a name that stays, and stands above what it serves.
        entryFileNames: ({ name }) => (name === 'shareWorker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:8080', '/health': 'http://127.0.0.1:8080' },
  },
});
