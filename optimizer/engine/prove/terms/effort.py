"""Efficiency: overtime and moves."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimizer.engine.prove.frame import Expression, Frame
from optimizer.engine.prove.terms.load import booked_minutes


def overtime(frame: Frame) -> Expression:
    """``overtime``: minutes in extended but not in regular time, as from the middle of a piece's starts."""
    a = frame.a
    rows: list[Expression] = []
    for variables in frame.steps.values():
        for piece in variables.pieces:
            if not piece.crew.extended:
                continue
            start = int(piece.starts[len(piece.starts) // 2])
            minutes = sum(
                int((booked_minutes(a, one, True, start, start + piece.size)).sum())
                - int(booked_minutes(a, one, False, start, start + piece.size).sum())
                for one in piece.crew.members
            )
            rows.append(piece.literal * minutes)
    return cp_model.LinearExpr.sum(rows)


def bay_moves(frame: Frame) -> Expression:
    """``bay_moves``: moved pairs of planned visits."""
    return cp_model.LinearExpr.sum([pair.moved + 0 for pair in frame.pairs])
