// What scopes come to, in words.
import { say, sayName } from "../../words/words";
import type { Scope } from "./keys.svelte";

const area = (scope: Scope): string => scope.split(":")[0] ?? "";

/** Areas that one may change, and those that one may only see. */
export function sayScopes(scopes: readonly Scope[]): string[] {
  const changes = new Set(scopes.filter((one) => one.endsWith(":write")).map(area));
  const sees = new Set(scopes.map(area).filter((one) => !changes.has(one)));
  const words = (areas: Set<string>): string =>
    [...areas].map((one) => sayName("area", one)).join(say("list_comma"));
  return [
    ...(changes.size > 0 ? [say("may_change", words(changes))] : []),
    ...(sees.size > 0 ? [say("may_see", words(sees))] : []),
  ];
}

/** One scope. */
export function sayScope(scope: Scope): string {
  const what = sayName("area", area(scope));
  return scope.endsWith(":write") ? say("scope_write", what) : say("scope_read", what);
}
