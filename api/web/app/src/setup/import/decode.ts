// The text of a file, whatever it was written in: UTF-8, GB18030 (with GBK and GB2312 in it) or UTF-16.
import { say } from "../../words/words";

export const ENCODINGS = ["utf-8", "gb18030", "utf-16le"] as const;
export type Encoding = (typeof ENCODINGS)[number];
export const NAMES: Record<Encoding, string> = { "utf-8": "UTF-8", gb18030: "GB18030", "utf-16le": "UTF-16" };

/** Why a list cannot be read, in words. */
export class Unreadable extends Error {}

export interface Decoded {
  text: string;
  encoding: Encoding;
}

const MAX_BYTES = 10_000_000;

/** Throws `Unreadable`. Without a wish it is found out: UTF-8 is strict, so what passes as it is it. */
export function decode(bytes: Uint8Array, wish?: Encoding): Decoded {
  if (bytes.length === 0) throw new Unreadable(say("imp_empty"));
  if (bytes.length > MAX_BYTES) throw new Unreadable(say("imp_too_large"));
  if (isWorkbook(bytes)) throw new Unreadable(say("imp_is_workbook"));
  if (wish !== undefined) {
    const text = read(bytes, wish);
    if (text === undefined) throw new Unreadable(say("imp_wrong_encoding", NAMES[wish]));
    return { text, encoding: wish };
  }
  const likely: Encoding[] = bytes[0] === 0xff && bytes[1] === 0xfe ? ["utf-16le"] : ["utf-8", "gb18030"];
  for (const encoding of likely) {
    const text = read(bytes, encoding);
    if (text !== undefined) return { text, encoding };
  }
  throw new Unreadable(say("imp_not_text"));
}

/** Both kinds of Excel's own files, by how they begin. */
function isWorkbook(bytes: Uint8Array): boolean {
  const begins = (...signs: number[]): boolean => signs.every((sign, place) => bytes[place] === sign);
  return begins(0x50, 0x4b, 0x03, 0x04) || begins(0xd0, 0xcf, 0x11, 0xe0);
}

/** Control and private characters stand in no list: it was written in something else. */
function read(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
