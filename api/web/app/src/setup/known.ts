// Ids of the trade that have names: skills, capabilities, categories. They are offered before a shop has any of its own.
import { sayName } from "../words/words";
import { TRADE_WORDS } from "../words/trade";

type Trade = "skill" | "capability" | "category";

/** Ids that have a name and ids that are in use, each once. */
export function known(kind: Trade, used: readonly string[]): string[] {
  const named = Object.keys(TRADE_WORDS).filter((word) => word.startsWith(`${kind}_`));
  return [...new Set([...used, ...named.map((word) => word.slice(kind.length + 1))])];
}

/** What people call an id; the id itself when it has no name. */
export const naming =
  (kind: Trade) =>
  (id: string): string =>
    sayName(kind, id);
