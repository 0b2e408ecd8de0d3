// What an appointment loses, as people say it; the service says `technician T1`, `bay B2`, `wash-1`.
import { say, sayName } from "../words/words";

const NAMED = /^(technician|bay|operation) (.+)$/;
const PLACE = /^(inspection|wash)-(\d+)$/;

export function sayLoss(loss: string): string {
  const named = NAMED.exec(loss);
  if (named) return `${sayName("set_loss", named[1] ?? "")} ${named[2]}`;
  const place = PLACE.exec(loss);
  if (place) return `${sayName("set_station", place[1] ?? "")} ${place[2]}`;
  const kind = sayName("kind", loss);
  // What is left is the id of an advisor.
  return kind === loss ? `${say("advisor")} ${loss}` : kind;
}
