// Pages of a screen that has more to show than fits: they turn by themselves until somebody stops them.
const TURN_MS = 12_000;

export class Turning {
  page = $state(0);
  paused = $state(false);
  pages = $state(1);

  /** How many there are now; the one that is shown may be gone. */
  of(pages: number): void {
    this.pages = Math.max(1, pages);
    if (this.page >= this.pages) this.page = 0;
  }

  step(by: number): void {
    this.page = (this.page + by + this.pages) % this.pages;
  }

  /** Turn until the answer is called. */
  keep(): () => void {
    const turning = setInterval(() => {
      if (!this.paused) this.step(1);
    }, TURN_MS);
    return () => clearInterval(turning);
  }

  press(event: KeyboardEvent): void {
    if (event.target instanceof HTMLButtonElement && event.key === " ") return;
    if (event.key === "ArrowRight") this.step(1);
    else if (event.key === "ArrowLeft") this.step(-1);
    else if (event.key === " ") this.paused = !this.paused;
    else return;
    event.preventDefault();
  }
}

/** Items in pages of so many. */
export function inPages<T>(items: readonly T[], size: number): T[][] {
  const pages: T[][] = [];
  for (let start = 0; start < items.length; start += size) pages.push(items.slice(start, start + size));
  return pages;
}
