"""Parts stock and deliveries by part number."""

from __future__ import annotations

from optimizer.problem.index import Index


def part_numbers(index: Index) -> list[str]:
    """Part numbers that an open step needs, sorted."""
    return sorted({need.part_number for step in index.steps for need in step.parts})


def supply(index: Index, part_number: str) -> list[tuple[int, int]]:
    """Rows (tick, pieces): the stock at tick 0, then deliveries inside the horizon in order of their ETA."""
    shop, grid = index.day.workshop, index.grid
    on_hand = sum(one.on_hand for one in shop.stock if one.part_number == part_number)
    rows = [
        (max(0, grid.up(one.eta)), one.quantity)
        for one in shop.deliveries
        if one.part_number == part_number and grid.up(one.eta) < grid.num_ticks
    ]
    return [(0, on_hand), *sorted(rows)]
