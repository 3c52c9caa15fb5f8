/** The two ways in which the tests build and serve the book: at the root of a host, and below a path. */
export const SITES = [
  { name: 'root', base: '/', outDir: './dist', port: 47391 },
  {
    name: 'below-a-path',
    base: '/courses/es',
    outDir: './node_modules/.cache/replaybook/below-a-path',
    port: 47392,
  },
].map((site) => ({
  ...site,
  url: `http://localhost:${site.port}${site.base.replace(/\/$/, '')}/`,
  env: { BASE: site.base, OUT_DIR: site.outDir },
}));
