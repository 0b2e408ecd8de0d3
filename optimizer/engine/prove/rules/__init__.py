"""The rules of docs/model.md in the CP-SAT model: one function a rule, applied in the order of ``RULES``.

Satisfied by construction, without a function here:

=================  =================================================================================
``known``          a solution speaks in the problem's own indices
``not_before_now`` windows begin at ``now`` and end with the horizon
``arrival``        windows begin at the arrival
``started``        running steps are constants
``frozen``         frozen steps are constants
``interruption``   windows begin at ``resume_at``
``skill``          only able technicians have a piece
``crew``           a piece is one technician or a pair
``duration``       a piece's size holds its crew's working time
``working_time``   a piece's starts are those from which the calendars give that size; unit starts likewise
``bay_capability`` only bays with the capability have a place literal
``sublet``         one size; starts are the open ticks
``hand_over``      the window begins when the customer is there
``pinned``         only the pinned have a piece and a place; the only start is the time pinned
``forbidden``      who and where is forbidden have no piece and no place, or none that starts before it ends
``cost``           amounts are recomputed from the solution outside
=================  =================================================================================
"""

from __future__ import annotations

from collections.abc import Callable

from optimizer.engine.prove.frame import Frame
from optimizer.engine.prove.rules.bays import bay_outage, bay_overlap
from optimizer.engine.prove.rules.counts import loan_cars, parts
from optimizer.engine.prove.rules.decided import ordered
from optimizer.engine.prove.rules.moves import bay_move, car_park
from optimizer.engine.prove.rules.order import step_order
from optimizer.engine.prove.rules.stations import arrival_spacing, station_overlap
from optimizer.engine.prove.rules.technicians import technician_overlap

Rule = Callable[[Frame], None]

RULES: tuple[Rule, ...] = (
    step_order,
    technician_overlap,
    bay_overlap,
    bay_outage,
    bay_move,
    car_park,
    station_overlap,
    arrival_spacing,
    parts,
    loan_cars,
    ordered,
)
"""Rules that need a constraint; each adds its own and reads nothing that another has added."""
