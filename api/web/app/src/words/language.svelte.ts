// The language of the page: what the document came in, until somebody clicks.
export type Language = "en" | "zh";

const chosen = $state<{ now: Language }>({
  now: document.documentElement.lang.startsWith("zh") ? "zh" : "en",
});

export function language(): Language {
  return chosen.now;
}

/** The tag for Intl and HTML. English as it is written in Britain: the day before the month, 24 hours. */
export function tag(): string {
  return tagOf(chosen.now);
}

export function tagOf(tongue: Language): string {
  return tongue === "zh" ? "zh-CN" : "en-GB";
}

/** Switch in place, so that nothing typed is lost, and let the service remember it. */
export function speak(wanted: Language): void {
  chosen.now = wanted;
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : "en";
  void fetch(`${location.pathname}?lang=${wanted}`).catch(() => undefined);
}
