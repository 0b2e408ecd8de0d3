"""Sizes of the drawing and the way from instants to pixels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from api.board.view import Bar, Group

BOARD_WIDTH = 1360.0
NAME_WIDTH = 152.0
HEAD = 34.0
_MARGIN = 10.0
_TALL, _LOW = 38.0, 26.0
_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Lane:
    """The strip of one row. Where work is done it has room for two lines of words."""

    top: float
    group: Group

    @property
    def height(self) -> float:
        """Pixels from this row to the next."""
        return _TALL if self.two_lines else _LOW

    @property
    def two_lines(self) -> bool:
        """Whether a bar has room for the plate and, below it, the operation."""
        return self.group in (Group.TECHNICIANS, Group.BAYS)

    @property
    def bar_top(self) -> float:
        """Upper edge of the bars."""
        return self.top + _GAP

    @property
    def bar_height(self) -> float:
        """Height of the bars."""
        return self.height - 2 * _GAP


@dataclass(frozen=True, slots=True)
class Scale:
    """The hours ``[start, end)`` over the width that the names leave."""

    start: datetime
    end: datetime

    @property
    def width(self) -> float:
        """Pixels from start to end."""
        return BOARD_WIDTH - NAME_WIDTH - _MARGIN

    def x(self, at: datetime) -> float:
        """Pixel of an instant; instants outside the axis lie on its edge."""
        share = (at - self.start) / (self.end - self.start)
        return NAME_WIDTH + self.width * min(1.0, max(0.0, share))

    def shows(self, bar: Bar) -> bool:
        """Whether some of a bar, its held time included, lies on the axis."""
        return bar.start < self.end and (bar.held_until or bar.end) > self.start
