// What happens in the workshop, live: one stream for all pages, opened again for as long as the page is.
import { EventSourceParserStream } from "eventsource-parser/stream";
import { connection } from "./connection.svelte";

const AGAIN_MS = 1000;
// Many things happen at once when a plan is published: whoever shows them reads once.
const GATHER_MS = 200;

interface Listener {
  prefixes: readonly string[];
  tell: () => void;
}

const listeners = new Set<Listener>();

/** Be told when something of these kinds has happened, or may have while the stream was away. The answer ends it. */
export function follow(prefixes: readonly string[], changed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed();
    }, GATHER_MS);
  };
  const listener = { prefixes, tell };
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    clearTimeout(timer);
  };
}

/** Follow a workshop until the answer is called. */
export function openFeed(workshopId: string): () => void {
  const running = new AbortController();
  void keepOpen(`/v1/workshops/${encodeURIComponent(workshopId)}/events/stream`, running.signal);
  return () => running.abort();
}

async function keepOpen(address: string, signal: AbortSignal): Promise<void> {
  let last = "";
  while (!signal.aborted) {
    try {
      const answer = await fetch(address, { headers: last === "" ? {} : { "Last-Event-ID": last }, signal });
      if (answer.status === 401) {
        connection.end();
        await connection.session();
        continue;
      }
      if (answer.status === 403 || answer.status === 404) return;
      if (!answer.ok || answer.body === null) throw new Error(`the feed answered ${answer.status}`);
      connection.found();
      last = await readOut(answer.body, last);
    } catch {
      if (signal.aborted) return;
      connection.lose();
    }
    await new Promise((done) => setTimeout(done, AGAIN_MS));
  }
}

/** Read a stream to its end; the id of the last event. */
async function readOut(body: ReadableStream<Uint8Array>, before: string): Promise<string> {
  const decoded = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>);
  const events = decoded.pipeThrough(new EventSourceParserStream()).getReader();
  let last = before;
  for (;;) {
    const { value, done } = await events.read();
    if (done) return last;
    last = value.id ?? last;
    const kind = value.event ?? "";
    for (const one of listeners) {
      if (kind.startsWith("feed.") || one.prefixes.some((prefix) => kind.startsWith(prefix))) one.tell();
    }
  }
}
