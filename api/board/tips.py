"""What a bar says when pointed at or focused."""

from __future__ import annotations

from datetime import datetime

from api.board.view import Bar, Car
from api.board.words import Language, say
from optimizer.policy import PriorityClass


def tip_lines(bar: Bar, language: Language) -> list[str]:
    """Plate and step, times, people and place, the promise, and what is special; one short line each."""
    what = say(bar.kind, language)
    lines = [
        f"{bar.car.label} · {what}" + (f" · {bar.operation}" if bar.operation else ""),
        f"{_clock(bar.start, bar.start)}–{_clock(bar.end, bar.start)}"
        + "".join(f" · {word}" for word in (*bar.people, bar.place) if word),
        promise_line(bar.car, language),
    ]
    if bar.held_until is not None and bar.held_until > bar.end:
        lines.append(say("held", language).format(_clock(bar.held_until, bar.start)))
    lines.extend(_marks(bar, language))
    return lines


def promise_line(car: Car, language: Language) -> str:
    """Promised and ready, and by how much it is late."""
    if car.promised is None:
        return say("no_promise", language)
    words = f"{say('promised', language)} {_clock(car.promised, car.arrival)}"
    if car.ready is not None:
        words += f" · {say('ready', language)} {_clock(car.ready, car.arrival)}"
    late = car.late_minutes > 0
    return words + " · " + (say("late", language).format(car.late_minutes) if late else say("on_time", language))


def _marks(bar: Bar, language: Language) -> list[str]:
    words: list[str] = []
    if bar.car.priority_class is not PriorityClass.REST:
        words.append(say(bar.car.priority_class, language))
    if bar.car.waits and bar.car.priority_class is not PriorityClass.WAITING:
        words.append(say("waits", language))
    if bar.pinned:
        words.append(say("pinned", language))
    if bar.overtime:
        words.append(say("overtime_mark", language))
    return [" · ".join(words)] if words else []


def _clock(at: datetime, near: datetime) -> str:
    return f"{at:%H:%M}" if at.date() == near.date() else f"{at:%m-%d %H:%M}"
