/** The search page's script: asks the index that was built with the book, and shows what it finds. */

/** What this page uses of Pagefind's interface in the browser. */
interface Pagefind {
  init(): Promise<void>;
  search(query: string): Promise<{ results: { id: string; data(): Promise<Found> }[] }>;
}

interface Found extends Passage {
  meta: { title?: string };
  sub_results?: Passage[];
}

interface Passage {
  title?: string;
  url: string;
  /** Escaped text in which the words that were found stand in `<mark>`. */
  excerpt: string;
}

/** Chapters shown, and passages shown of each. */
const MOST_CHAPTERS = 12;
const MOST_PASSAGES = 4;

const PLACES = {
  form: '#search-form',
  field: '#query',
  status: '#search-status',
  results: '#search-results',
} as const;

const form = document.querySelector<HTMLFormElement>(PLACES.form);
if (form !== null) start(form);

function start(form: HTMLFormElement): void {
  const field = find(PLACES.field) as HTMLInputElement;
  const status = find(PLACES.status);
  const results = find(PLACES.results);
  const index = form.dataset['index'] ?? '';
  let turn = 0;

  async function show(): Promise<void> {
    const now = ++turn;
    const query = field.value.trim();
    results.replaceChildren();
    document.title = document.title.replace(/^.*?(?=Search · )/, query === '' ? '' : `${query} · `);
    if (query === '') {
      status.textContent = 'Type a word or two: an event, an idea, a question.';
      return;
    }
    status.textContent = 'Searching…';
    try {
      const found = await search(index, query);
      if (now !== turn) return;
      status.textContent = summary(query, found.length);
      results.replaceChildren(...found.map(chapterItem));
    } catch {
      if (now !== turn) return;
      status.textContent =
        'The search index could not be read. It is made when the book is built; reload the page to try again, or look through the contents.';
    }
  }

  field.value = new URLSearchParams(location.search).get('q') ?? '';
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set('q', field.value.trim());
    history.pushState(null, '', address);
    void show();
  });
  addEventListener('popstate', () => {
    field.value = new URLSearchParams(location.search).get('q') ?? '';
    void show();
  });
  void show();
}

async function search(index: string, query: string): Promise<Found[]> {
  const pagefind = (await import(/* @vite-ignore */ index)) as Pagefind;
  await pagefind.init();
  const { results } = await pagefind.search(query);
  return Promise.all(results.slice(0, MOST_CHAPTERS).map((result) => result.data()));
}

function summary(query: string, count: number): string {
  if (count === 0) return `Nothing found for “${query}”. Try fewer words, or the word at the root of it.`;
  return `${count === 1 ? 'One page' : `${count} pages`} for “${query}”`;
}

function chapterItem({ meta, url, sub_results = [], ...whole }: Found): HTMLElement {
  const item = document.createElement('li');
  const heading = document.createElement('h2');
  heading.append(link(url, meta.title ?? url));
  item.append(heading);
  const passages = sub_results.filter((passage) => passage.url !== url).slice(0, MOST_PASSAGES);
  if (passages.length === 0) item.append(excerpt(whole.excerpt));
  for (const passage of passages) {
    const section = document.createElement('h3');
    section.append(link(passage.url, passage.title ?? passage.url));
    item.append(section, excerpt(passage.excerpt));
  }
  return item;
}

function link(url: string, text: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.textContent = text;
  return anchor;
}

/** Takes from the index's markup its text and the places of its marks, and nothing else. */
function excerpt(markup: string): HTMLElement {
  const paragraph = document.createElement('p');
  const { body } = new DOMParser().parseFromString(markup, 'text/html');
  for (const node of body.childNodes) {
    if (node instanceof HTMLElement && node.localName === 'mark') {
      const mark = document.createElement('mark');
      mark.textContent = node.textContent;
      paragraph.append(mark);
    } else {
      paragraph.append(node.textContent ?? '');
    }
  }
  return paragraph;
}

function find(selector: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`search page: there is no ${selector}`);
  return element;
}
