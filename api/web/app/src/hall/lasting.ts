// What keeps a screen alive that nobody touches for months.
const NIGHT_HOUR = 3;
const LOOK_MS = 10 * 60_000;
const LEAST_MS = 2 * 3_600_000;

/** The screen does not go dark, where the browser allows it: over HTTPS, or on the machine of the service. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
    } catch {
      // The battery is low, or it is not allowed: the screen goes dark as its own settings say.
    }
  };
  const again = (): void => void ask();
  void ask();
  document.addEventListener("visibilitychange", again);
  return () => {
    document.removeEventListener("visibilitychange", again);
    void lock?.release();
  };
}

/** Once a night the page is loaded anew, if the service is there: with the pages of its newest version, logged in anew. */
export function reloadAtNight(hour: () => number): () => void {
  const opened = performance.now();
  const look = setInterval(() => {
    if (hour() === NIGHT_HOUR && performance.now() - opened > LEAST_MS) void reload();
  }, LOOK_MS);
  return () => clearInterval(look);
}

async function reload(): Promise<void> {
  try {
    if ((await fetch("/readyz", { cache: "no-store" })).ok) location.reload();
  } catch {
    // Away: the next look is in some minutes.
  }
}
