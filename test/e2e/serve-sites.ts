import { serve } from '../../src/tooling/serve.mjs';
import { SITES } from '../../src/tooling/sites.mjs';

/** Serves the built sites while the tests run. */
export default async function serveSites(): Promise<() => Promise<void>> {
  const servers = await Promise.all(
    SITES.map(({ outDir, base, port }) => serve({ folder: outDir, base, port })),
  );
  return async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
}
