// What operations may ask for: skills that technicians have, capabilities of bays, parts that are kept.
import { known } from "../known";
import { allItems } from "../resources";

export class Known {
  skills = $state.raw<string[]>([]);
  capabilities = $state.raw<string[]>([]);
  parts = $state.raw<{ number: string; name: string }[]>([]);
  trouble = $state.raw<unknown>();

  async read(): Promise<void> {
    try {
      const [technicians, bays, parts] = await Promise.all([
        allItems("technicians"),
        allItems("bays"),
        allItems("parts"),
      ]);
      this.skills = sorted(technicians.flatMap((one) => one.document.skills));
      this.capabilities = sorted(bays.flatMap((one) => one.document.capabilities));
      this.parts = parts.map(({ document: one }) => ({ number: one.part_number, name: one.name }));
      this.trouble = undefined;
    } catch (error) {
      this.trouble = error;
    }
  }
}

/** Categories that every shop has, and those that this one has beside them. */
export function categoriesOf(used: readonly string[]): string[] {
  return known("category", used);
}

/** Those there are, and the one that is kept although it is gone. */
export function withKept(known: readonly string[], kept: string | null): string[] {
  return kept === null || known.includes(kept) ? [...known] : [...known, kept];
}

function sorted(words: string[]): string[] {
  return [...new Set(words)].sort();
}
