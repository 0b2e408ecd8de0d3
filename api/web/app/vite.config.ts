import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  // Where the service serves what is built: api/web/built.py.
  base: "/static/app/",
  plugins: [svelte()],
  build: {
    outDir: "../static/app",
    emptyOutDir: true,
    target: "es2022",
    // The policy of the pages allows no script that is not a file of ours.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Which files a page needs.
    manifest: "manifest.json",
    license: { fileName: "licenses.md" },
  },
});
