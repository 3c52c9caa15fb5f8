/** Serves a built book as any static host would: files as they are, and its own page where there is none. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

/**
 * @param {object} options
 * @param {string} options.folder where the build is
 * @param {string} options.base the path that it was built for, such as `/courses/es`
 * @param {number} options.port the wished port; 0 takes any that is free
 * @param {string} [options.host] only this machine where left out
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} the address of its front page
 * @throws {Error} with the code `EADDRINUSE` when the port is taken
 */
export async function serve({ folder, base, port, host = 'localhost' }) {
  const prefix = base.replace(/\/$/, '');
  const lost = readFileSync(join(folder, '404.html'));
  const notFound = (_, response) => {
    response.writeHead(404, { 'content-type': 'text/html;charset=utf-8' }).end(lost);
  };
  const files = sirv(folder, { onNoMatch: notFound });
  const server = createServer((request, response) => {
    if (!`${request.url}/`.startsWith(`${prefix}/`)) return notFound(request, response);
    request.url = request.url.slice(prefix.length) || '/';
    files(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: `http://${host}:${server.address().port}${prefix}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
