import { readFileSync } from 'node:fs';

const built = '.output/chrome-mv3';

/** A page with all that it loads at once: its styles, its script, and what that imports (the bundler lists it for preloading). */
function page(name) {
  const html = readFileSync(`${built}/${name}`, 'utf8');
  return [name, ...[...html.matchAll(/ (?:src|href)="\/([^"]+)"/g)].map(([, path]) => path)];
}

const budgets = {
  popup: [page('popup.html'), '45 kB'],
  workbench: [page('workbench.html'), '65 kB'],
  background: [['background.js'], '40 kB'],
  bridge: [['content-scripts/page-bridge.js'], '8 kB'],
  injector: [['content-scripts/page-injector.js'], '4 kB'],
};

export default Object.entries(budgets).map(([name, [paths, limit]]) => ({
  name,
  path: paths.map((path) => `${built}/${path}`),
  limit,
  gzip: true,
}));
