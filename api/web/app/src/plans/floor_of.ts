// A plan document as the floor that a board shows: what was planned, what had happened by then.
import type { Schemas } from "../api/client";
import type { Floor, FloorStep } from "../board/pieces";
import { MINUTE } from "../board/spans";
import { dateOf } from "../words/times";

export type PlanDocument = Schemas["PlanDocument"];
type Assignment = PlanDocument["plan"]["assignments"][number];
type Visit = PlanDocument["visits"][number];
type Step = NonNullable<Visit["steps"]>[number];

export function floorOf(told: PlanDocument): Floor {
  const { plan, workshop } = told;
  const planned = new Map(plan.assignments.map((one) => [one.step_id, one]));
  return {
    object: "floor",
    workshop_id: workshop.workshop_id,
    at: plan.now,
    date: dateOf(plan.now, workshop.time_zone),
    horizon_days: 0,
    setup_version: 0,
    plan_version: 0,
    floor_version: 0,
    journal_seq: 0,
    open_replans: 0,
    left_out: [],
    open_spans: within(workshop.open_spans, plan),
    technicians: (workshop.technicians ?? []).map((one) => ({
      technician_id: one.technician_id,
      name: one.name ?? "",
      skills: [],
      shifts: one.shifts ?? [],
      breaks: one.breaks ?? [],
      absences: one.absences ?? [],
      overtime: one.overtime ?? [],
      away: [],
    })),
    advisors: (workshop.advisors ?? []).map((one) => ({
      advisor_id: one.advisor_id,
      name: one.name ?? "",
      shifts: one.shifts ?? [],
      breaks: one.breaks ?? [],
      absences: one.absences ?? [],
    })),
    bays: (workshop.bays ?? []).map((one) => ({
      bay_id: one.bay_id,
      name: one.name ?? "",
      capabilities: [],
      outages: one.outages ?? [],
      closed: [],
    })),
    stations: (workshop.stations ?? []).map((one) => ({
      kind: one.kind,
      unit_ids: Array.from({ length: one.count }, (_, n) => `${one.kind}-${n + 1}`),
    })),
    cars: told.visits.map((visit) => carOf(visit, planned, Date.parse(plan.now))),
    decisions: {
      pins: plan.assignments.filter((one) => one.pinned).map((one) => ({ step_id: one.step_id })),
    },
  };
}

type Spans = NonNullable<PlanDocument["workshop"]["open_spans"]>;

function within(spans: Spans | undefined, plan: PlanDocument["plan"]): Spans {
  const [start, end] = [Date.parse(plan.horizon_start), Date.parse(plan.horizon_end)];
  return (spans ?? []).filter((one) => Date.parse(one.end) > start && Date.parse(one.start) < end);
}

function carOf(visit: Visit, planned: Map<string, Assignment>, now: number): Floor["cars"][number] {
  const steps = visit.steps ?? [];
  return {
    appointment_id: visit.visit_id,
    version: 0,
    state: steps.some((one) => one.status) ? "arrived" : "booked",
    plate: visit.plate ?? "",
    priority_class: visit.priority_class,
    priority_reason: "",
    arrival: visit.arrival,
    promised: visit.promised ?? null,
    waits: visit.waits ?? false,
    loan_car: visit.loan_car ?? false,
    in_bay: visit.in_bay ?? null,
    found: [],
    steps: steps.map((step) => stepOf(step, planned.get(step.step_id), now)),
  };
}

function stepOf(step: Step, place: Assignment | undefined, now: number): FloorStep {
  return {
    step_id: step.step_id,
    kind: step.kind,
    operation_code: step.operation_code ?? null,
    name: step.operation_name ?? "",
    frt_hours: step.frt_hours ?? 0,
    place:
      place === undefined
        ? null
        : {
            start: place.start,
            end: place.end,
            technician_ids: place.technician_ids ?? [],
            bay_id: place.bay_id ?? null,
            unit_id: place.unit_id ?? null,
            overtime: place.overtime ?? false,
            frozen: false,
          },
    progress: progressOf(step, place, now),
  };
}

/** What is under way ends where the plan says, whoever works on it. */
function progressOf(
  step: Step,
  place: Assignment | undefined,
  now: number,
): NonNullable<FloorStep["progress"]> | null {
  if (!step.status || !step.started_at) return null;
  return {
    status: step.status,
    started_at: step.started_at,
    finished_at: step.finished_at ?? null,
    technician_ids: step.technician_ids ?? [],
    bay_id: step.bay_id ?? null,
    unit_id: step.unit_id ?? null,
    remaining_minutes: place ? Math.max(0, (Date.parse(place.end) - now) / MINUTE) : null,
    code: step.code ?? null,
    reason: step.reason ?? "",
  };
}
