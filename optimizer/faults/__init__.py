"""What makes a day impossible to plan: every fault at once, each with its place and remedy.

Each check is a function whose name is the code of its faults; ``CHECKS`` lists them.
"""

from optimizer.errors import Fault, InvalidDayError
from optimizer.faults.checks import CHECKS
from optimizer.faults.finding import Check, pointer
from optimizer.faults.judge import faults_of, place_order

__all__ = ["CHECKS", "Check", "Fault", "InvalidDayError", "faults_of", "place_order", "pointer"]
