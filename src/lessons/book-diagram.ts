import { drawDiagram } from './draw-diagram.ts';

/** How far ahead of the screen a diagram begins to be drawn. */
const NEAR = '400px';

let drawn = 0;

/**
 * `<book-diagram data-title="…"><pre>Mermaid source</pre></book-diagram>`: the picture of that source, drawn once it
 * comes near the screen and again when the theme changes. `data-state` says how far it is: `drawn` or `failed`.
 */
class BookDiagram extends HTMLElement {
  #leave: AbortController | undefined;
  /** Counts the calls of draw, so that of two that overlap the later one wins. */
  #turn = 0;

  connectedCallback(): void {
    this.#leave = new AbortController();
    const { signal } = this.#leave;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        void this.#draw();
        this.#redrawOnThemeChange(signal);
      },
      { rootMargin: NEAR },
    );
    observer.observe(this);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  disconnectedCallback(): void {
    this.#leave?.abort();
  }

  #redrawOnThemeChange(signal: AbortSignal): void {
    const redraw = (): void => void this.#draw();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw, { signal });
    const observer = new MutationObserver(redraw);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  async #draw(): Promise<void> {
    const turn = ++this.#turn;
    const source = this.querySelector('pre')?.textContent ?? '';
    try {
      const picture = await drawDiagram(`diagram-${++drawn}`, source);
      if (turn !== this.#turn) return;
      picture.setAttribute('role', 'img');
      picture.setAttribute('aria-label', this.dataset['title'] ?? '');
      this.#show('drawn', picture);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#show('failed', failure(error));
    }
  }

  #show(state: 'drawn' | 'failed', content: Element): void {
    const canvas = document.createElement('div');
    canvas.className = 'canvas sideways';
    canvas.tabIndex = 0; // on a phone it scrolls, and keys must be able to do so too
    canvas.append(content);
    this.querySelector('.canvas')?.remove();
    this.prepend(canvas);
    this.dataset['state'] = state;
  }
}

function failure(error: unknown): Element {
  const message = document.createElement('p');
  message.className = 'failure';
  const reason = error instanceof Error ? error.message : String(error);
  message.textContent = `This diagram could not be drawn (${reason}). Here is its source; it reads from top to bottom.`;
  return message;
}

customElements.define('book-diagram', BookDiagram);
