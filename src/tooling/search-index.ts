import type { AstroIntegration } from 'astro';
import { fileURLToPath } from 'node:url';
import { close, createIndex } from 'pagefind';

/** Makes the search index of the built pages, beside them, so that any static host can serve it. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const site = fileURLToPath(dir);
        try {
          const { index, errors } = await createIndex();
          if (index === undefined)
            throw new Error(`The search index could not be begun: ${errors.join('; ')}`);
          const added = await index.addDirectory({ path: site });
          const written = await index.writeFiles({ outputPath: `${site}pagefind` });
          const faults = [...added.errors, ...written.errors];
          if (faults.length > 0) throw new Error(`The search index could not be made: ${faults.join('; ')}`);
          logger.info(`${added.page_count} pages looked through`);
        } finally {
          await close();
        }
      },
    },
  };
}
