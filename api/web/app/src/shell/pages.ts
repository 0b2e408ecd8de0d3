// The pages there are: the address of each, who may see it, and what is loaded when it is opened.
import type { Component } from "svelte";
import type { Word } from "../words/words";
import type { Scope } from "./session.svelte";

export interface Page {
  /** First part of its address; what follows it is the page's own. */
  path: string;
  /** Its name in the navigation. */
  word: Word;
  /** What one must be allowed, to see it. */
  scope: Scope;
  /** In the navigation. */
  listed: boolean;
  /** Without the frame: it hangs on a wall, or is printed. */
  bare?: boolean;
  /** Shown also where there is no workshop yet. */
  withoutWorkshop?: boolean;
  load: () => Promise<{ default: Component }>;
}

export const PAGES = [
  {
    path: "board",
    word: "board",
    scope: "floor:read",
    listed: true,
    load: () => import("../board/BoardPage.svelte"),
  },
  {
    path: "desk",
    word: "desk",
    scope: "appointments:read",
    listed: true,
    load: () => import("../desk/Desk.svelte"),
  },
  {
    path: "calls",
    word: "calls",
    scope: "notices:read",
    listed: true,
    load: () => import("../calls/CallList.svelte"),
  },
  {
    path: "preparation",
    word: "preparation",
    scope: "appointments:read",
    listed: true,
    load: () => import("../preparation/PreparationPage.svelte"),
  },
  {
    path: "plans",
    word: "plans",
    scope: "plans:read",
    listed: true,
    withoutWorkshop: true,
    load: () => import("../plans/PlansPage.svelte"),
  },
  {
    path: "setup",
    word: "set_page",
    scope: "setup:read",
    listed: true,
    load: () => import("../setup/SetupPage.svelte"),
  },
  {
    path: "hall",
    word: "hall",
    scope: "hall:read",
    listed: true,
    bare: true,
    load: () => import("../hall/HallPage.svelte"),
  },
  {
    path: "waiting",
    word: "waiting_room",
    scope: "hall:read",
    listed: false,
    bare: true,
    load: () => import("../hall/WaitingPage.svelte"),
  },
  {
    path: "print",
    word: "print",
    scope: "floor:read",
    listed: false,
    bare: true,
    load: () => import("../print/PrintPage.svelte"),
  },
] as const satisfies readonly Page[];
