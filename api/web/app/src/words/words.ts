// The words of the pages, [English, Chinese]. {0} stands for what is put in.
import { language } from "./language.svelte";
import { WORDS } from "./table";

export type Word = keyof typeof WORDS;

export function say(word: Word, ...inside: (string | number)[]): string {
  const text = WORDS[word][language() === "zh" ? 1 : 0];
  return text.replace(/\{(\d)\}/g, (_, place: string) => String(inside[Number(place)] ?? ""));
}

/** The words of a name of the API, such as a state; the name itself when there are none. */
export function sayName(kind: string, name: string): string {
  const word = `${kind}_${name}`;
  return word in WORDS ? say(word as Word) : name;
}
