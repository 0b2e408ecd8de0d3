"""The small words in which the checks of a day are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from optimizer.day import Day
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepProgress, StepStatus, Visit


class Finding(NamedTuple):
    """A fault without its code, which is the name of the check that found it."""

    pointer: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check and the parts of the day its judgement rests on besides the place it points to.

    ``needs`` are pointer patterns: ``*`` stands for any segment, ``@`` for the same segment as in the finding's
    pointer. A finding is withheld when a part it needs could not be read, since it may be a mere consequence.
    """

    find: Callable[[Day], Iterable[Finding]]
    needs: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of the faults found, which is API."""
        return getattr(self.find, "__name__", "")

    @property
    def meaning(self) -> str:
        """What the code says, in words: the first line of the check's docstring."""
        return (self.find.__doc__ or "").partition("\n")[0]


class Started(NamedTuple):
    """A step that has progress: its visit and place, and the step itself."""

    visit_idx: int
    progress_idx: int
    visit: Visit
    step: Step
    progress: StepProgress

    def pointer(self, *segments: str | int) -> str:
        """Pointer to a part of the progress."""
        return pointer("visits", self.visit_idx, "progress", self.progress_idx, *segments)


def pointer(*segments: str | int) -> str:
    """JSON pointer (RFC 6901) of a path."""
    return "".join("/" + str(segment).replace("~", "~0").replace("/", "~1") for segment in segments)


def known_steps(visit: Visit, catalogue: Catalogue) -> tuple[Step, ...]:
    """Steps of a visit, none when one of its operations is unknown (which is a fault of its own)."""
    try:
        return steps_of(visit, catalogue)
    except KeyError:
        return ()


def started_steps(day: Day, *statuses: StepStatus) -> Iterator[Started]:
    """Progress on known steps, of the statuses named."""
    catalogue = Catalogue.of(day.workshop)
    for i, visit in enumerate(day.visits):
        if not visit.progress:
            continue
        steps = {step.step_id: step for step in known_steps(visit, catalogue)}
        for k, progress in enumerate(visit.progress):
            if progress.status in statuses and progress.step_id in steps:
                yield Started(i, k, visit, steps[progress.step_id], progress)
