// How far a shop has come: read off what is there, so that the guide can be left and gone on with by anybody.
import { ask, client, type Schemas } from "../../api/client";
import { session } from "../../shell/session.svelte";
import type { Word } from "../../words/words";
import { readWhole, type Whole } from "../whole";

export const STEPS = ["shop", "bays", "people", "services", "appointment", "plan"] as const;
export type Step = (typeof STEPS)[number];
type Appointment = Schemas["AppointmentResource"];

const GONE = ["cancelled", "expired", "no_show"];

export class Guide {
  setup = $state.raw<Whole>();
  etag = "";
  appointment = $state.raw<Appointment>();
  isPlanned = $state(false);
  trouble = $state.raw<unknown>();
  /** It has been read, or there is nothing to read. */
  isRead = $state(false);

  /** What is missing before an appointment can be given. */
  readonly missing = $derived<Word[]>(missingOf(this.setup));

  readonly done = $derived<Record<Step, boolean>>({
    shop: this.setup !== undefined && !this.missing.includes("missing_shop"),
    bays:
      this.setup !== undefined &&
      !this.missing.includes("missing_bays") &&
      !this.missing.includes("missing_inspection"),
    people:
      this.setup !== undefined &&
      !this.missing.includes("missing_technician") &&
      !this.missing.includes("missing_advisor"),
    services: (this.setup?.operations.length ?? 0) > 0,
    appointment: this.appointment !== undefined,
    plan: this.isPlanned,
  });

  readonly first = $derived<Step>(STEPS.find((one) => !this.done[one]) ?? "plan");

  #reading: Promise<void> | undefined;
  #again = false;

  /** What changes while it is read is read after it: never two at once, never the older one last. */
  async read(): Promise<void> {
    if (this.#reading !== undefined) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#readOn();
    await this.#reading;
    this.#reading = undefined;
  }

  async #readOn(): Promise<void> {
    do {
      this.#again = false;
      await this.#read();
    } while (this.#again);
  }

  async #read(): Promise<void> {
    if (session.workshopId === "") {
      this.isRead = true;
      return;
    }
    try {
      const { document, etag } = await readWhole();
      [this.appointment, this.isPlanned] = await Promise.all([firstAppointment(), isPublished()]);
      this.setup = document;
      this.etag = etag;
      this.trouble = undefined;
      this.isRead = true;
    } catch (error) {
      this.trouble = error;
    }
  }
}

function missingOf(setup: Whole | undefined): Word[] {
  if (setup === undefined) return [];
  const works = (one: { roster: Whole["technicians"][number]["roster"] }): boolean =>
    one.roster.shifts.length > 0 || one.roster.dated_shifts.length > 0;
  const lacks: [boolean, Word][] = [
    [setup.opening.length === 0, "missing_shop"],
    [setup.bays.length === 0, "missing_bays"],
    [!placesOf(setup, "inspection"), "missing_inspection"],
    [!setup.technicians.some(works), "missing_technician"],
    [!setup.advisors.some(works), "missing_advisor"],
    [setup.operations.length === 0, "missing_services"],
  ];
  return lacks.flatMap(([lacking, word]) => (lacking ? [word] : []));
}

/** How many places there are of a kind. */
export function placesOf(setup: Whole, kind: "inspection" | "wash"): number {
  return setup.stations.find((one) => one.kind === kind)?.count ?? 0;
}

async function firstAppointment(): Promise<Appointment | undefined> {
  if (!session.may("appointments:read")) return undefined;
  const params = { path: { workshop_id: session.workshopId }, query: { limit: 50 } };
  const page = await ask(client.GET("/v1/workshops/{workshop_id}/appointments", { params }));
  return page.items.find((one) => !GONE.includes(one.state));
}

async function isPublished(): Promise<boolean> {
  if (!session.may("plans:read")) return false;
  const query = { state: ["published" as const], limit: 1 };
  const params = { path: { workshop_id: session.workshopId }, query };
  const page = await ask(client.GET("/v1/workshops/{workshop_id}/replans", { params }));
  return page.items.length > 0;
}
