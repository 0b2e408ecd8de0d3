"""Every check of a day, and what its judgement rests on."""

from __future__ import annotations

from optimizer.faults import (
    catalogue,
    contradictions,
    decisions,
    duplicates,
    horizon,
    people,
    places,
    policy,
    progress,
    visits,
)
from optimizer.faults.finding import Check

ZONE_AND_NOW = ("/workshop/time_zone", "/now")
HORIZON = (*ZONE_AND_NOW, "/workshop/open_spans", "/workshop/policy/horizon_days")
OPERATIONS = ("/workshop/operations/*/operation_code", "/workshop/group_jobs/*/group_code")
SHIFTS = ("/workshop/technicians/@/shifts", "/workshop/advisors/@/shifts")
# A visit's step ids come out of these.
STEPS = ("/visits/@/visit_id", "/visits/@/jobs", "/visits/@/wash", "/workshop/operations", "/workshop/group_jobs")
STATES = ("/visits/@/progress", *STEPS)
ALL_STATES = ("/visits/*/progress", "/visits/*/jobs", "/workshop/operations", "/workshop/group_jobs")
STAFF = ("/workshop/technicians/*/technician_id",)
BAYS = ("/workshop/bays/*/bay_id",)
UNITS = ("/workshop/advisors/*/advisor_id", "/workshop/stations")
ALL_STEPS = ("/visits/*/visit_id", "/visits/*/wash", *ALL_STATES)
DECISIONS = ("/decisions", *ALL_STEPS)

CHECKS: tuple[Check, ...] = (
    Check(duplicates.duplicate_technician),
    Check(duplicates.duplicate_advisor),
    Check(duplicates.duplicate_bay),
    Check(duplicates.duplicate_station, ("/workshop/stations/*/kind",)),
    Check(duplicates.duplicate_operation),
    Check(duplicates.duplicate_group_job),
    Check(duplicates.duplicate_stock),
    Check(duplicates.duplicate_visit),
    Check(duplicates.duplicate_job),
    Check(duplicates.duplicate_step, ("/visits/*/jobs", "/visits/*/wash", *STEPS)),
    Check(duplicates.duplicate_published_step),
    Check(catalogue.operation_without_time, ("/workshop/operations/@/sublet_hours",)),
    Check(catalogue.job_without_time),
    Check(catalogue.unknown_operation, OPERATIONS),
    Check(catalogue.unknown_group_operation, OPERATIONS),
    Check(catalogue.empty_group_job),
    Check(catalogue.unknown_skill, ("/workshop/technicians/*/skills", "/workshop/operations/@/sublet_hours")),
    Check(catalogue.unknown_bay_capability, ("/workshop/bays/*/capabilities", "/workshop/operations/@/sublet_hours")),
    Check(catalogue.crew_size),
    Check(catalogue.crew_short, ("/workshop/technicians/*/skills", "/workshop/operations/@")),
    Check(catalogue.negative_quantity),
    Check(people.technician_without_shift),
    Check(people.advisor_without_shift),
    Check(people.no_advisor),
    Check(people.overlapping_shifts, SHIFTS),
    Check(people.efficiency_not_positive),
    Check(people.availability_out_of_range),
    Check(horizon.unknown_time_zone),
    Check(horizon.no_open_span, HORIZON),
    Check(horizon.horizon_too_long, HORIZON),
    Check(horizon.arrival_after_horizon, HORIZON),
    Check(policy.negative_weight),
    Check(policy.weights_too_large, ("/workshop/policy", "/visits/*/priority_class")),
    Check(policy.negative_setting),
    Check(policy.share_out_of_range),
    Check(policy.grid_not_dividing_half_hour),
    Check(policy.horizon_too_short),
    Check(policy.promise_grid_too_small),
    Check(policy.duplicate_class, ("/workshop/policy/classes/*/priority_class",)),
    Check(policy.class_not_in_policy, ("/workshop/policy/classes",)),
    Check(visits.unknown_advisor, ("/workshop/advisors/*/advisor_id",)),
    Check(visits.unknown_in_bay, BAYS),
    Check(visits.in_bay_while_running, STATES),
    Check(visits.two_cars_in_bay, ("/visits/*/in_bay", *ALL_STATES)),
    Check(visits.no_station, ("/visits/*/wash", *ALL_STATES)),
    Check(visits.too_many_loan_cars, ALL_STATES),
    Check(progress.unknown_step, STEPS),
    Check(progress.repeated_progress, ("/visits/@/progress/*/step_id",)),
    Check(progress.step_out_of_order, STATES),
    Check(progress.two_running_steps, STATES),
    Check(progress.started_after_now, ("/now",)),
    Check(progress.finished_without_end, ("/visits/@/progress/@/status",)),
    Check(progress.finished_out_of_time, ("/now", "/visits/@/progress/@/status", "/visits/@/progress/@/started_at")),
    Check(progress.remaining_missing, STATES),
    Check(progress.remaining_negative),
    Check(places.unknown_technician, STAFF),
    Check(places.unknown_bay, BAYS),
    Check(places.wrong_crew, STATES),
    Check(places.no_bay, STATES),
    Check(places.wrong_unit, (*UNITS, *STATES)),
    Check(places.two_steps_at_once, ALL_STATES),
    Check(decisions.unknown_decided_step, ALL_STEPS),
    Check(decisions.unknown_decided_technician, STAFF),
    Check(decisions.unknown_decided_bay, BAYS),
    Check(decisions.empty_decision),
    Check(decisions.override_without_reason),
    Check(decisions.rule_not_overridable),
    Check(decisions.repeated_decision, ("/decisions",)),
    Check(contradictions.pinned_crew, ALL_STEPS),
    Check(contradictions.pinned_without_skill, (*DECISIONS, "/workshop/technicians/*/skills")),
    Check(contradictions.pinned_bay, (*DECISIONS, "/workshop/bays/*/capabilities")),
    Check(contradictions.pinned_in_past, ("/now", *ALL_STEPS)),
    Check(contradictions.override_without_pin, DECISIONS),
    Check(contradictions.forbidden_and_decided, DECISIONS),
    Check(contradictions.ordered_and_pinned, DECISIONS),
    Check(contradictions.order_against_visit, DECISIONS),
)
