/**
 * Keeps what a reader does to a part of the page whose script is still on its way, and does it once that part wakes;
 * where the script never comes, says so and puts its controls out of use. So nothing that can be pressed is deaf.
 */
const ASLEEP = 'astro-island[ssr]';

const NOT_LOADED =
  'The script of this part could not be loaded, so its controls are switched off. The text holds all that it teaches. To try again, reload the page.';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Begins to listen, for the whole page. */
export function keepEarlyPresses(): void {
  addEventListener('click', keepPress, { capture: true });
  addEventListener('change', keepEntry, { capture: true });
  addEventListener('submit', stayHere, { capture: true });
  addEventListener('astro:hydration-error', ({ target }) => {
    if (target instanceof HTMLElement) switchOff(target);
  });
}

/** Who gets no answer presses again: that is still one press. */
const pressed = new WeakSet<HTMLButtonElement>();

function keepPress(event: Event): void {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest('button');
  if (button === null || !isAsleep(button)) return;
  event.preventDefault();
  if (!pressed.has(button)) onWaking(button, () => button.click());
  pressed.add(button);
}

/** The Enter key in a field sends its form, and a form that nobody listens to would leave the page. */
function stayHere(event: Event): void {
  if (event.target instanceof Element && isAsleep(event.target)) event.preventDefault();
}

function keepEntry({ target }: Event): void {
  if (!(target instanceof Element && target.matches('input, select, textarea'))) return;
  const field = target as Field;
  const { value } = field;
  const checked = field instanceof HTMLInputElement && field.checked;
  onWaking(field, () => {
    field.value = value;
    if (field instanceof HTMLInputElement) field.checked = checked;
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  });
}

const isAsleep = (element: Element): boolean => element.closest(ASLEEP) !== null;

/** Does it once the part around this element has woken: each in a turn of its own, for each may change what is drawn. */
function onWaking(element: Element, action: () => void): void {
  element.closest(ASLEEP)?.addEventListener('astro:hydrate', () => void setTimeout(action), { once: true });
}

function switchOff(part: HTMLElement): void {
  for (const control of part.querySelectorAll<HTMLButtonElement | Field>('button, input, select, textarea'))
    control.disabled = true;
  const notice = document.createElement('p');
  notice.className = 'not-loaded';
  notice.role = 'alert';
  notice.textContent = NOT_LOADED;
  part.prepend(notice);
}
