// The sections of the set-up: what each is called, who may see it, and what is loaded when it is opened.
import type { Component } from "svelte";
import { rest } from "../shell/route.svelte";
import type { Scope } from "../shell/session.svelte";
import type { Word } from "../words/words";

export interface Section {
  /** Its part of the address, after `/setup/`. */
  path: string;
  word: Word;
  /** What one must be allowed, to see it. */
  scope: Scope;
  load: () => Promise<{ default: Component }>;
}

export const SECTIONS: readonly Section[] = [
  {
    path: "workshop",
    word: "set_workshop",
    scope: "setup:read",
    load: () => import("./shop/WorkshopSection.svelte"),
  },
  {
    path: "technicians",
    word: "set_technicians",
    scope: "setup:read",
    load: () => import("./people/TechniciansSection.svelte"),
  },
  {
    path: "advisors",
    word: "set_advisors",
    scope: "setup:read",
    load: () => import("./people/AdvisorsSection.svelte"),
  },
  { path: "bays", word: "set_bays", scope: "setup:read", load: () => import("./places/BaysSection.svelte") },
  {
    path: "stations",
    word: "set_stations",
    scope: "setup:read",
    load: () => import("./places/StationsSection.svelte"),
  },
  {
    path: "exceptions",
    word: "set_exceptions",
    scope: "setup:read",
    load: () => import("./exceptions/ExceptionsSection.svelte"),
  },
  {
    path: "operations",
    word: "set_operations",
    scope: "setup:read",
    load: () => import("./catalogue/OperationsSection.svelte"),
  },
  {
    path: "packages",
    word: "set_packages",
    scope: "setup:read",
    load: () => import("./catalogue/PackagesSection.svelte"),
  },
  {
    path: "parts",
    word: "set_parts",
    scope: "setup:read",
    load: () => import("./catalogue/PartsSection.svelte"),
  },
  {
    path: "policy",
    word: "set_policy",
    scope: "setup:read",
    load: () => import("./policy/PolicySection.svelte"),
  },
  { path: "keys", word: "keys", scope: "keys:write", load: () => import("./keys/KeysSection.svelte") },
  { path: "start", word: "start", scope: "setup:write", load: () => import("./start/Start.svelte") },
];

/** What the address says after the section: the item that is open. */
export function inside(): string | undefined {
  return rest()[1];
}

/** The address of a section, or of an item in it. */
export function addressOf(path: string, item?: string): string {
  return item === undefined ? `/setup/${path}` : `/setup/${path}/${encodeURIComponent(item)}`;
}
