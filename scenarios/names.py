"""Made-up names and number plates."""

from __future__ import annotations

_FAMILY = (
    ("Zhang", "张"), ("Wang", "王"), ("Li", "李"), ("Zhao", "赵"), ("Chen", "陈"), ("Yang", "杨"), ("Wu", "吴"),
    ("Liu", "刘"), ("Huang", "黄"), ("Zhou", "周"), ("Xu", "徐"), ("Sun", "孙"), ("Hu", "胡"),
)  # fmt: skip
_GIVEN = (
    ("Wei", "伟"), ("Qiang", "强"), ("Lei", "磊"), ("Jun", "军"), ("Yong", "勇"), ("Jie", "杰"), ("Tao", "涛"),
    ("Ming", "明"), ("Chao", "超"), ("Gang", "刚"), ("Ping", "平"),
)  # fmt: skip


def person(number: int) -> str:
    """A made-up name in both scripts; different for numbers below 143."""
    family, given = _FAMILY[number % len(_FAMILY)], _GIVEN[number % len(_GIVEN)]
    return f"{family[0]} {given[0]} {family[1]}{given[1]}"


def plate(number: int) -> str:
    """A made-up plate; different for numbers below 100,000 (a stride without common factor mixes the digits)."""
    return f"沪A{(number * 7919 + 12345) % 100_000:05d}"
