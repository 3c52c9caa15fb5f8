import { CommandRefusedError } from '../../../engine/aggregates/index.ts';
import { cartSummary } from '../../../engine/domains/cart.ts';
import type { Part } from './parts.ts';
import { publish } from './publishing.ts';
import { domainCommand, type CommandRequest, type Shopping } from './requests.ts';
import type { Shop } from './shop.ts';
import { way, type Stage } from './stage.ts';
import * as say from './texts.ts';
import type { Fact } from './view.ts';

/* The way of a command: client, command, aggregate, event store. */

/** What the client asks for. Once its cart is bought, it begins a new one. */
export function requestOf(shop: Shop, cart: string, command: Shopping): CommandRequest {
  const next = command.type === 'create' && shop.load(cart).state.status === 'checked-out';
  return { ...command, cart: next ? String(Number(cart) + 1) : cart };
}

export function send(stage: Stage, shop: Shop, request: CommandRequest): void {
  if (!stage.enters('client', request)) return;
  const taken = way('client', 'command');
  stage.show({ cart: request.cart, command: request });
  if (!stage.enters('command', request, taken)) return;
  const label = say.requestName(request);
  stage.tell({ happened: 'sent', at: 'command', way: taken, label, narration: say.sent(request) });
  toAggregate(stage, shop, request);
}

/** Goes on with a command that waited at a part. */
export function resumeCommand(stage: Stage, shop: Shop, part: Part, request: CommandRequest): void {
  if (part === 'command') toAggregate(stage, shop, request);
  else decide(stage, shop, request);
}

function toAggregate(stage: Stage, shop: Shop, request: CommandRequest): void {
  if (stage.enters('aggregate', request, way('command', 'aggregate'))) decide(stage, shop, request);
}

function decide(stage: Stage, shop: Shop, request: CommandRequest): void {
  if (!stage.enters('store', request, way('aggregate', 'store'))) return;
  const { cart } = request;
  const { state, eventsRead } = shop.load(cart);
  const decision = { at: 'aggregate', way: way('command', 'aggregate') } as const;
  const fact = handle(shop, request);
  const said = fact instanceof CommandRefusedError ? { refused: fact.message } : { event: fact.type };
  const change = { aggregate: { cart, state, eventsRead, said } };
  if (fact instanceof CommandRefusedError) {
    const [label, narration] = [
      `refused: ${fact.reason}`,
      say.refused(cart, eventsRead, state, fact.message),
    ];
    stage.tell({ ...decision, happened: 'refused', label, narration }, change);
    return;
  }
  const narration = say.decided(cart, eventsRead, state, fact);
  stage.tell({ ...decision, happened: 'decided', label: say.requestName(request), narration }, change);
  const appended = { at: 'store', way: way('aggregate', 'store'), label: fact.type } as const;
  stage.tell(
    { ...appended, happened: 'stored', narration: say.stored(fact) },
    { events: shop.log(), truth: cartSummary.evolve(stage.view.truth, fact) },
  );
  publish(stage, shop, fact);
}

/** The one event that a command of the shop leads to, or why it is refused. */
function handle(shop: Shop, request: CommandRequest): Fact | CommandRefusedError {
  try {
    const [fact] = shop.handle(request.cart, domainCommand(request)).events;
    return fact as Fact;
  } catch (error) {
    if (error instanceof CommandRefusedError) return error;
    throw error;
  }
}
