// Who has typed something is asked before the page goes away under it.
type Check = (go: () => void) => boolean;

let asked: Check | undefined;

/** Ask before anybody leaves. `check` says whether one may; if not, it calls `go` itself once one may. */
export function guard(check: Check): () => void {
  asked = check;
  return () => {
    if (asked === check) asked = undefined;
  };
}

/** Do what shows something else, if nothing is lost by it. */
export function leave(go: () => void): boolean {
  if (asked !== undefined && !asked(go)) return false;
  go();
  return true;
}
