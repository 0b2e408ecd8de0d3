// The one way to the service: typed by its OpenAPI document, refusals as errors that can be shown in words.
import createClient from "openapi-fetch";
import type { components, paths } from "./openapi";
import { language } from "../words/language.svelte";
import { connection } from "../shell/connection.svelte";

export type Schemas = components["schemas"];

/** A problem document (RFC 9457) with the members that the desk's refusals have. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { pointer: string; code: string; message: string; remedy: string }[];
  reasons?: Schemas["ExplanationResource"]["reasons"];
  offers?: Schemas["OfferResource"][];
}

/** The service said no, and why. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }

  /** The stable name of the problem, such as `slot_gone`. */
  get code(): string {
    return this.problem.type.split(":").at(-1) ?? "";
  }
}

/** The service did not answer; `connection` says so on the page. */
export class Unreachable extends Error {}

export const client = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin" });

client.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", language());
    return request;
  },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer. Throws `Refusal` and `Unreachable`; a session that has ended is said to have. */
export async function ask<T>(pending: Promise<Answer<T>>): Promise<T> {
  return (await askWhole(pending)).data;
}

/** The same with the version of what was answered, for `If-Match`. */
export async function askWhole<T>(pending: Promise<Answer<T>>): Promise<{ data: T; etag: string }> {
  let answer: Answer<T>;
  try {
    answer = await pending;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    connection.lose();
    throw new Unreachable();
  }
  connection.found();
  if (answer.response.status === 401) connection.end();
  if (answer.data === undefined) throw new Refusal(problemOf(answer));
  return { data: answer.data, etag: answer.response.headers.get("ETag") ?? "" };
}

function problemOf(answer: Answer<unknown>): Problem {
  const told = answer.error;
  if (typeof told === "object" && told !== null && "title" in told) return told as Problem;
  const { status, statusText } = answer.response;
  return { type: "about:blank", title: `${status} ${statusText}`, status };
}

/** A key under which the service does a thing once, however often it is sent. Works without https, too. */
export function once(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
