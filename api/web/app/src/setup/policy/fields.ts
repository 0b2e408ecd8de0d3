// The settings of the policy: in which group each is shown, in what unit, and what it is when nobody has set it.
import type { Policy } from "../resources";
import type { Word } from "../../words/words";

type Numeric = { [K in keyof Policy]: Policy[K] extends number ? K : never }[keyof Policy];
export type Weights = Policy["weights"];

export interface Setting {
  name: Numeric;
  unit: "minutes" | "share" | "count";
  usual: number;
}

export const GROUPS: readonly { word: Word; settings: readonly Setting[] }[] = [
  {
    word: "pol_group_booking",
    settings: [
      { name: "horizon_days", unit: "count", usual: 3 },
      { name: "reserve_share", unit: "share", usual: 0.2 },
      { name: "booking_rate", unit: "share", usual: 0.8 },
      { name: "productivity", unit: "share", usual: 1 },
      { name: "promise_slack_minutes", unit: "minutes", usual: 15 },
      { name: "promise_grid_minutes", unit: "minutes", usual: 15 },
      { name: "grid_minutes", unit: "minutes", usual: 1 },
    ],
  },
  {
    word: "pol_group_lengths",
    settings: [
      { name: "reception_minutes", unit: "minutes", usual: 12 },
      { name: "inspection_minutes", unit: "minutes", usual: 10 },
      { name: "wash_minutes", unit: "minutes", usual: 20 },
      { name: "hand_over_minutes", unit: "minutes", usual: 10 },
      { name: "arrival_spacing_minutes", unit: "minutes", usual: 15 },
      { name: "bay_move_minutes", unit: "minutes", usual: 10 },
    ],
  },
  {
    word: "pol_group_day",
    settings: [
      { name: "frozen_window_minutes", unit: "minutes", usual: 30 },
      { name: "near_window_minutes", unit: "minutes", usual: 120 },
      { name: "grace_minutes", unit: "minutes", usual: 15 },
      { name: "call_tolerance_minutes", unit: "minutes", usual: 5 },
      { name: "car_park_places", unit: "count", usual: 12 },
    ],
  },
  {
    word: "pol_group_confirm",
    settings: [
      { name: "first_confirmation_days", unit: "count", usual: 3 },
      { name: "second_confirmation_days", unit: "count", usual: 1 },
    ],
  },
];

/** Highest first, as nobody has set it. */
export const CLASSES = [
  "safety_comeback",
  "complaint",
  "vic",
  "waiting",
  "class_a",
  "class_b",
  "class_c",
  "rest",
] as const satisfies readonly Policy["classes"][number]["priority_class"][];

export const TIERS: readonly { tier: keyof Weights; terms: readonly (keyof Weights)[] }[] = [
  { tier: "promise_tier", terms: ["tardiness", "unfinished_today", "unplanned"] },
  {
    tier: "disturbance_tier",
    terms: ["customers_to_call", "promises_moved", "technicians_changed", "starts_changed"],
  },
  {
    tier: "level_tier",
    terms: [
      "technician_load",
      "half_hour_load",
      "reception_load",
      "desk_wait",
      "bay_load",
      "day_load",
      "reserve",
    ],
  },
  { tier: "efficiency_tier", terms: ["overtime", "bay_moves", "idle_bay"] },
];
