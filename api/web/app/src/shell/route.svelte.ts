// Which page is shown. Addresses are real: the service answers each with the document.
export type Page = "board" | "desk" | "calls" | "preparation";
export const PAGES: readonly Page[] = ["board", "desk", "calls", "preparation"];

const shown = $state<{ page: Page }>({ page: pageOf(location.pathname) });

export function page(): Page {
  return shown.page;
}

/** Go to a page without loading the document again. */
export function go(event: MouseEvent, to: Page): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (to !== shown.page) history.pushState(null, "", `/${to}`);
  shown.page = to;
}

addEventListener("popstate", () => {
  shown.page = pageOf(location.pathname);
});

function pageOf(path: string): Page {
  return PAGES.find((one) => path === `/${one}`) ?? "desk";
}
