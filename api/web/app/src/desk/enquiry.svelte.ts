// One customer's call: what they want, what can be offered, what was taken.
import { ask, askWhole, client, once, Refusal, type Schemas } from "../api/client";
import { session } from "../shell/session.svelte";
import { asked, type Job } from "./jobs";

export type Offer = Schemas["OfferResource"];
export type Appointment = Schemas["AppointmentResource"];
export type Customer = Schemas["CustomerDetailsResource"];
export type Explanation = Schemas["ExplanationResource"];
export type PartOfDay = "any" | "morning" | "afternoon";
type Wish = Schemas["SlotSearch"];

const HOURS: Record<PartOfDay, { start: string; end: string }[]> = {
  any: [],
  morning: [{ start: "00:00", end: "12:00" }],
  afternoon: [{ start: "12:00", end: "24:00" }],
};

export class Enquiry {
  customer = $state.raw<Customer>();
  plate = $state("");
  model = $state("");
  jobs = $state.raw<Job[]>([]);
  waits = $state(false);
  wash = $state(true);
  loanCar = $state(false);
  facts = $state({ vic: false, comeback: false, complaint: false, safety_related: false });
  /** ISO date, or nothing. */
  day = $state("");
  partOfDay = $state<PartOfDay>("any");

  offers = $state.raw<Offer[]>();
  searching = $state(false);
  /** The offers are new ones because the one that was wanted is gone. */
  wasGone = $state(false);
  trouble = $state.raw<unknown>();
  /** What a time that was asked for was answered. */
  asked = $state.raw<{ at: string; answer?: Explanation; error?: unknown }>();

  taken = $state.raw<Appointment>();
  etag = "";
  /** The service's clock minus this machine's, in ms: a hold runs out by the service's. */
  skew = 0;
  busy = $state(false);
  /** Aborted once the wish is another. */
  #running = new AbortController();

  get #path(): { workshop_id: string } {
    return { workshop_id: session.workshopId };
  }

  /** What is asked for; undefined as long as nothing is. */
  get wish(): Wish | undefined {
    if (this.jobs.length === 0) return undefined;
    return {
      jobs: this.jobs.map(asked),
      vehicle: { plate: this.plate.trim(), model: this.model.trim() },
      priority: { ...this.facts },
      waits: this.waits,
      wash: this.wash,
      loan_car: this.loanCar,
      preferred: { hours: HOURS[this.partOfDay], dates: this.day === "" ? [] : [this.day] },
    };
  }

  /** What is shown, and what is still under way, is for another wish: nothing of it can be taken any more. */
  outdate(): void {
    this.#running.abort();
    this.#running = new AbortController();
    this.asked = undefined;
    this.wasGone = false;
    this.searching = this.wish !== undefined;
    if (!this.searching) this.offers = undefined;
  }

  /** Offers over the open dates. */
  async search(): Promise<void> {
    this.outdate();
    const wish = this.wish;
    if (wish === undefined) return;
    const running = this.#running;
    try {
      this.offers = await this.#slots({ ...wish, count: 20, per_date: 2 }, running.signal);
      this.trouble = undefined;
    } catch (error) {
      if (running.signal.aborted) return;
      this.trouble = error;
    }
    this.searching = false;
  }

  /** More offers of one date, beside those that are there. */
  async searchDay(date: string): Promise<void> {
    const wish = this.wish;
    if (wish === undefined) return;
    const running = this.#running;
    this.searching = true;
    try {
      const body = { ...wish, count: 20, per_date: 20, must: { dates: [date] } };
      const more = await this.#slots(body, running.signal);
      const fresh = new Set(more.map((one) => one.arrival));
      this.offers = [...(this.offers ?? []).filter((one) => !fresh.has(one.arrival)), ...more];
    } catch (error) {
      if (running.signal.aborted) return;
      this.trouble = error;
    }
    this.searching = false;
  }

  /** Whether a time goes, and why not. */
  async explain(at: string): Promise<void> {
    const wish = this.wish;
    if (wish === undefined) return;
    const running = this.#running;
    this.asked = { at };
    let outcome: { answer?: Explanation; error?: unknown };
    try {
      const params = { path: this.#path };
      const pending = client.POST("/v1/workshops/{workshop_id}/slots:explain", {
        params,
        body: { ...wish, at },
      });
      outcome = { answer: await ask(pending) };
    } catch (error) {
      outcome = { error };
    }
    if (!running.signal.aborted && this.asked?.at === at) this.asked = { at, ...outcome };
  }

  /** Hold an offer while the customer makes up their mind. */
  async hold(offer: Offer): Promise<void> {
    await this.#act(async () => {
      const params = { path: this.#path, header: { "idempotency-key": once() } };
      const body = {
        offer: offer.token,
        state: "held" as const,
        customer_ref: this.customer?.customer_ref ?? "",
        plate: this.plate.trim(),
      };
      const answer = await askWhole(
        client.POST("/v1/workshops/{workshop_id}/appointments", { params, body }),
      );
      this.skew = Date.parse(answer.data.updated_at) - Date.now();
      return answer;
    });
  }

  async book(note: string): Promise<void> {
    await this.#act(() => askWhole(client.POST(`${ONE}:book`, this.#step(note))));
  }

  async markTentative(note: string): Promise<void> {
    await this.#act(() => askWhole(client.POST(`${ONE}:tentative`, this.#step(note))));
  }

  async release(): Promise<void> {
    await this.#act(() => askWhole(client.POST(`${ONE}:cancel`, this.#step(""))));
    if (this.taken?.state !== "cancelled") return;
    this.taken = undefined;
    await this.search();
  }

  /** Read what was taken anew: its hold has run out, or somebody else has changed it. */
  async refresh(): Promise<void> {
    await this.#act(() =>
      askWhole(
        client.GET(ONE, { params: { path: { ...this.#path, appointment_id: this.taken?.id ?? "" } } }),
      ),
    );
  }

  #step(note: string) {
    const path = { ...this.#path, appointment_id: this.taken?.id ?? "" };
    const params = { path, header: { "if-match": this.etag } };
    return { params, body: { note } };
  }

  async #slots(body: Wish, signal: AbortSignal): Promise<Offer[]> {
    const params = { path: this.#path };
    const pending = client.POST("/v1/workshops/{workshop_id}/slots:search", { params, body, signal });
    return (await ask(pending)).offers;
  }

  /** Do something that takes or changes a place. A place that is gone brings fresh offers instead. */
  async #act(doing: () => Promise<{ data: Appointment; etag: string }>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = undefined;
    try {
      const { data, etag } = await doing();
      this.taken = data;
      this.etag = etag;
      this.asked = undefined;
      this.wasGone = false;
    } catch (error) {
      const offers = error instanceof Refusal ? error.problem.offers : undefined;
      if (offers === undefined) {
        this.trouble = error;
      } else {
        this.taken = undefined;
        this.asked = undefined;
        this.offers = offers;
        this.wasGone = true;
      }
    }
    this.busy = false;
  }
}

const ONE = "/v1/workshops/{workshop_id}/appointments/{appointment_id}";
