// One run: how far it is, live, and its plan when there is one.
import { EventSourceParserStream } from "eventsource-parser/stream";
import { ask, client, type Schemas } from "../api/client";
import { connection } from "../shell/connection.svelte";
import type { PlanDocument } from "./floor_of";

export type Run = Schemas["RunResource"];
type Progress = NonNullable<Run["progress"]>;

const AGAIN_MS = 1000;
const ENDED: readonly Run["status"][] = ["succeeded", "failed", "cancelled"];

export const hasEnded = (run: Run): boolean => ENDED.includes(run.status);

export class WatchedRun {
  run = $state.raw<Run>();
  document = $state.raw<PlanDocument>();
  trouble = $state.raw<unknown>();

  constructor(readonly id: string) {}

  /** Read it, and follow it until it has ended. The answer stops that. */
  keep(): () => void {
    const running = new AbortController();
    void this.#keep(running.signal);
    return () => running.abort();
  }

  async read(): Promise<void> {
    const params = { path: { run_id: this.id } };
    try {
      this.run = await ask(client.GET("/v1/plans/{run_id}", { params }));
      if (this.run.links.plan && this.document === undefined) {
        this.document = await ask(client.GET("/v1/plans/{run_id}/plan", { params }));
      }
      this.trouble = undefined;
    } catch (error) {
      this.trouble = error;
    }
  }

  /** End the search: what it has found by then is its plan. */
  async stop(): Promise<void> {
    try {
      await ask(client.DELETE("/v1/plans/{run_id}", { params: { path: { run_id: this.id } } }));
    } catch (error) {
      this.trouble = error;
    }
  }

  async #keep(signal: AbortSignal): Promise<void> {
    await this.read();
    while (!signal.aborted && this.run !== undefined && !hasEnded(this.run)) {
      try {
        await this.#follow(signal);
      } catch {
        if (!signal.aborted) connection.lose();
      }
      await new Promise((done) => setTimeout(done, AGAIN_MS));
      if (!signal.aborted) await this.read();
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const address = `/v1/plans/${encodeURIComponent(this.id)}/events`;
    const answer = await fetch(address, { signal });
    if (answer.body === null || !answer.ok) return;
    connection.found();
    const decoded = answer.body.pipeThrough(
      new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>,
    );
    const events = decoded.pipeThrough(new EventSourceParserStream()).getReader();
    for (;;) {
      const { value, done } = await events.read();
      if (done) return;
      if (value.event === "run.progress") this.#progress(JSON.parse(value.data) as Progress);
      else await this.read();
    }
  }

  #progress(told: Progress): void {
    if (this.run !== undefined && !hasEnded(this.run)) this.run = { ...this.run, progress: told };
  }
}
