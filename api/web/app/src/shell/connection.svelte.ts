// Whether the service answers. Once it does not, it is asked until it does, and then whoever shows something reads anew.
const RETRY_MS = 2000;

// Whoever logs in again in another window tells the others.
const windows = new BroadcastChannel("heijunka");

class Connection {
  lost = $state(false);
  /** The session has ended: what was typed stays, until somebody logs in again. */
  ended = $state(false);
  #resumed: (() => void)[] = [];
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

  /** A request was answered that nobody is logged in. */
  end(): void {
    this.ended = true;
  }

  /** Ask whether somebody is logged in again. */
  async resume(): Promise<void> {
    if (!this.ended) return;
    const answer = await fetch("/v1/me", { cache: "no-store" }).catch(() => undefined);
    if (!answer?.ok || !this.ended) return;
    this.ended = false;
    this.returns += 1;
    for (const go of this.#resumed.splice(0)) go();
  }

  /** When a session is there again; at once when it is. */
  session(): Promise<void> {
    return this.ended ? new Promise((done) => this.#resumed.push(done)) : Promise.resolve();
  }

  /** Tell the other windows that somebody is logged in. */
  tell(): void {
    windows.postMessage("logged in");
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

windows.addEventListener("message", () => void connection.resume());
addEventListener("focus", () => void connection.resume());
