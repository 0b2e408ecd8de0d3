// Which page is shown. Addresses are real: the service answers each with the document.
import { leave } from "./leaving";
import { PAGES, type Page } from "./pages";
import { session } from "./session.svelte";

const shown = $state({ path: location.pathname });

const parts = $derived(shown.path.split("/").filter(Boolean).map(decodeURIComponent));
const found = $derived<Page | undefined>(
  parts.length === 0
    ? PAGES.find((one) => one.listed && session.may(one.scope))
    : PAGES.find((one) => one.path === parts[0]),
);

/** The page of the address: of "/" the first that one may see. */
export function page(): Page | undefined {
  return found;
}

/** What the address says after the page's own part. */
export function rest(): readonly string[] {
  return parts.slice(1);
}

/** Go to a page without loading the document again; what the browser does with a click otherwise, it does. */
export function go(event: MouseEvent, path: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  visit(path);
}

/** Go to an address of ours, such as `/setup/bays`. */
export function visit(path: string): void {
  if (path !== shown.path) leave(() => show(path));
}

function show(path: string): void {
  if (path !== location.pathname) history.pushState(null, "", path);
  shown.path = path;
}

addEventListener("popstate", () => {
  const wanted = location.pathname;
  // Whoever stays keeps the address that is shown.
  if (!leave(() => show(wanted))) history.pushState(null, "", shown.path);
});
