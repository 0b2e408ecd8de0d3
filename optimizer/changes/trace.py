"""From what happened to whom it reaches: through technicians, bays and units that others hold longer or anew."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from optimizer.changes.places import Places
from optimizer.changes.records import Cause, StepMove, Why
from optimizer.changes.seen import came_as_planned, seen_causes
from optimizer.changes.words import behind_words
from optimizer.plan import Assignment

Moves = Mapping[str, tuple[StepMove, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Who waits for whom. ``moves`` by visit; ``causes``: those told, then those seen from the day."""

    places: Places
    moves: Moves
    causes: Sequence[Cause]
    plates: Mapping[str, str]

    @classmethod
    def of(cls, places: Places, moves: Moves, told: Sequence[Cause]) -> Trace:
        """With what is plain from the day itself."""
        plates = {visit.visit_id: visit.plate or visit.visit_id for visit in places.day.visits}
        causes = (*(one for one in told if not came_as_planned(places, one)), *seen_causes(places))
        return cls(places=places, moves=moves, causes=causes, plates=plates)

    def why(self, visit_id: str) -> Why | None:
        """The nearest car that a cause hit, by who holds what the car before it needed; None when none leads here."""
        came_from: dict[str, str | None] = {visit_id: None}
        queue = deque([visit_id])
        while queue:
            found = queue.popleft()
            cause = self._hit(found)
            if cause is not None:
                return self._told(cause, _path(came_from, found))
            for other in self._holders(found):
                if other not in came_from:
                    came_from[other] = found
                    queue.append(other)
        return None

    def _told(self, cause: Cause, behind: tuple[str, ...]) -> Why:
        english, chinese = behind_words(cause, [self.plates[one] for one in behind])
        return Why(cause=cause, behind=behind, text_en=english, text_zh=chinese)

    def _hit(self, visit_id: str) -> Cause | None:
        """The first cause that is about this car; else about people, places and parts of its steps that move."""
        steps = frozenset(step.step_id for step in self.places.steps[visit_id])
        for about in (steps | {visit_id}, frozenset(self._needed(visit_id))):
            found = next((cause for cause in self.causes if cause.subjects & about), None)
            if found is not None:
                return found
        return None

    def _needed(self, visit_id: str) -> Iterator[str]:
        moved = {move.step_id for move in self.moves[visit_id]}
        for move in self.moves[visit_id]:
            yield from () if move.before is None else _resources(move.before)
        for step in self.places.steps[visit_id]:
            if step.step_id in moved:
                yield from (need.part_number for need in step.parts)

    def _holders(self, visit_id: str) -> Iterator[str]:
        """Other cars of which a step has moved to where, and when, a step of this car was to be done."""
        for move in self.moves[visit_id]:
            if move.before is None:
                continue
            until = move.before.end if move.after is None else max(move.before.end, move.after.start)
            yield from self._in_the_way(visit_id, move.before, until)

    def _in_the_way(self, visit_id: str, wanted: Assignment, until: datetime) -> Iterator[str]:
        needed = set(_resources(wanted))
        found = [
            (move.after.start, other)
            for other, moves in self.moves.items()
            if other != visit_id
            for move in moves
            if move.after is not None
            and needed & set(_resources(move.after))
            and move.after.start < until
            and wanted.start < move.after.end
        ]
        yield from (other for _, other in sorted(found))


def _resources(one: Assignment) -> tuple[str, ...]:
    return (*one.technician_ids, *(name for name in (one.bay_id, one.unit_id) if name is not None))


def _path(came_from: Mapping[str, str | None], found: str) -> tuple[str, ...]:
    """From the car that waits for the first one, which is left out, to the car found."""
    path: list[str] = []
    at: str | None = found
    while at is not None:
        path.append(at)
        at = came_from[at]
    return tuple(reversed(path[:-1]))
