// The words of the pages, [English, Chinese]. {0} stands for what is put in.
import { language, type Language } from "./language.svelte";
import { WORDS } from "./table";

export type Word = keyof typeof WORDS;

export function say(word: Word, ...inside: (string | number)[]): string {
  return sayIn(language(), word, ...inside);
}

/** The same in a language that need not be that of the page. */
export function sayIn(tongue: Language, word: Word, ...inside: (string | number)[]): string {
  const text = WORDS[word][tongue === "zh" ? 1 : 0];
  return text.replace(/\{(\d)\}/g, (_, place: string) => String(inside[Number(place)] ?? ""));
}

/** The words of a name of the API, such as a state; the name itself when there are none. */
export function sayName(kind: string, name: string): string {
  return sayNameIn(language(), kind, name);
}

export function sayNameIn(tongue: Language, kind: string, name: string): string {
  const word = `${kind}_${name}`;
  return word in WORDS ? sayIn(tongue, word as Word) : name;
}
