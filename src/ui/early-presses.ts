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
  addEventListener('astro:hydration-error', ({ target }) => {
    if (target instanceof HTMLElement) switchOff(target);
  });
}

function keepPress(event: Event): void {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest('button');
  // Undone at once, since a form that nobody listens to would leave the page.
  if (button !== null && onWaking(button, () => button.click())) event.preventDefault();
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

/** Whether the part around this element is asleep; if it is, the action waits for it. */
function onWaking(element: Element, action: () => void): boolean {
  const part = element.closest(ASLEEP);
  part?.addEventListener('astro:hydrate', action, { once: true });
  return part !== null;
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
