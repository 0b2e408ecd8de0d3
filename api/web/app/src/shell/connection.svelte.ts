// Whether the service answers. Once it does not, it is asked until it does, and then whoever shows something reads anew.
const RETRY_MS = 2000;

class Connection {
  lost = $state(false);
  /** Grows with every return of the service: pages read anew when it changes. */
  returns = $state(0);
  /** A request got no answer. */
  lose(): void {
    if (this.lost) return;
    this.lost = true;
    setTimeout(() => void this.#retry(), RETRY_MS);
  }

  /** A request got one. */
  found(): void {
    if (!this.lost) return;
    this.lost = false;
    this.returns += 1;
  }

  async #retry(): Promise<void> {
    try {
      const answer = await fetch("/readyz", { cache: "no-store" });
      if (answer.ok) return this.found();
    } catch {
      // Still away.
    }
    if (this.lost) setTimeout(() => void this.#retry(), RETRY_MS);
  }
}

export const connection = new Connection();
