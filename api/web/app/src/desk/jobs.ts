// What is to be done on a car, as it is chosen and as it is asked for.
import type { Schemas } from "../api/client";
import type { Service } from "./catalogue";

export type Job = { kind: "service"; service: Service } | { kind: "symptom"; text: string };

export function asked(job: Job): Schemas["JobAsk"] {
  return job.kind === "service" ? { operation_code: job.service.code } : { symptom: job.text };
}
