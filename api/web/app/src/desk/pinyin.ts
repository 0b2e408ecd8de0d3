// Initials of Chinese words, so that 机油 is found by "jy". Browsers order Chinese by sound; the first character of
// each letter is known, and where a character falls between them tells its letter. No dictionary is loaded.
const FIRST: readonly (readonly [string, string])[] = [
  ["a", "阿"],
  ["b", "八"],
  ["c", "嚓"],
  ["d", "咑"],
  ["e", "妸"],
  ["f", "发"],
  ["g", "旮"],
  ["h", "哈"],
  ["j", "丌"],
  ["k", "咔"],
  ["l", "垃"],
  ["m", "妈"],
  ["n", "拏"],
  ["o", "噢"],
  ["p", "妑"],
  ["q", "七"],
  ["r", "呥"],
  ["s", "仨"],
  ["t", "他"],
  ["w", "屲"],
  ["x", "夕"],
  ["y", "丫"],
  ["z", "帀"],
];
const order = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
const HAN = /\p{Script=Han}/u;

/** 更换机油 → ghjy. Letters and digits stay, anything else is left out. */
export function initials(text: string): string {
  return Array.from(text.normalize("NFKC").toLowerCase(), initial).join("");
}

function initial(character: string): string {
  if (/[a-z0-9]/.test(character)) return character;
  if (!HAN.test(character)) return "";
  let found = "";
  for (const [letter, first] of FIRST) {
    if (order.compare(character, first) < 0) break;
    found = letter;
  }
  return found;
}
