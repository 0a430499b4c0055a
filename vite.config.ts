import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// `vite build` makes dist/web, which the server hands out; `vite` alone serves the sources and passes /api on to a
// running server. `--mode style` adds the style page, which production leaves out.
export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: { outDir: '../../dist/web', emptyOutDir: true, target: 'es2024', chunkSizeWarningLimit: 700 },
  server: { host: '127.0.0.1', proxy: { '/api': process.env['QUITTANCE_URL'] ?? 'http://127.0.0.1:3000' } },
})
