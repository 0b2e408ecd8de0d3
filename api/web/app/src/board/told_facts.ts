// What decides the priority class of a car, as the desk asks it too.
import type { Schemas } from "../api/client";
import type { Car } from "./pieces";

type Told = Schemas["Priority"];
export type Facts = Required<Pick<Told, "comeback" | "safety_related" | "complaint" | "serious" | "vic">> & {
  customer_class: "" | "A" | "B" | "C";
};

export const NO_FACTS: Facts = {
  comeback: false,
  safety_related: false,
  complaint: false,
  serious: false,
  vic: false,
  customer_class: "",
};

/** The least that gives a car the class it has: what holds beside it the floor does not tell. */
export function factsOf({ about }: Car): Facts {
  const of = about.priority_class;
  const isComeback = about.priority_reason.startsWith("comeback");
  return {
    comeback: isComeback,
    safety_related: of === "safety_comeback" && isComeback,
    complaint: !isComeback && (of === "complaint" || of === "safety_comeback"),
    serious: of === "safety_comeback" && !isComeback,
    vic: of === "vic",
    customer_class: CLASSES[of] ?? "",
  };
}

const CLASSES: Partial<Record<string, "A" | "B" | "C">> = { class_a: "A", class_b: "B", class_c: "C" };

/** As they are told. */
export function told(facts: Facts): Told {
  return { ...facts, customer_class: facts.customer_class === "" ? null : facts.customer_class };
}
