"""``python -m tests.api.commands.toy_heijunka``: the command with the toy planner, in a process of its own."""

from __future__ import annotations

from api.cli import app
from api.commands.tools import Tools
from tests.api.toy import toy_planner

if __name__ == "__main__":
    app(obj=Tools(planner=toy_planner))
