"""From what a customer wants done to jobs of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from api.desk.asks import JobAsk
from api.desk.shop import Shop
from optimizer.errors import Fault
from optimizer.faults import pointer
from optimizer.visit import Job
from scenarios.setup.records import SetupOperation


class UnknownJobError(ValueError):
    """A line that the catalogue cannot place."""

    def __init__(self, field: str, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.field, self.code, self.remedy = field, code, remedy


def jobs_of(asked: Sequence[JobAsk], model: str, shop: Shop, where: str = "jobs") -> tuple[list[Job], list[Fault]]:
    """The jobs, with flat-rate times of the model, and a fault for each line that the catalogue cannot place."""
    jobs: list[Job] = []
    faults: list[Fault] = []
    for n, one in enumerate(asked):
        try:
            jobs += _line(str(n + 1), one, model, shop)
        except UnknownJobError as error:
            place = pointer(where, n, error.field)
            faults.append(Fault(pointer=place, code=error.code, message=str(error), remedy=error.remedy))
    return jobs, faults


def _line(job_id: str, asked: JobAsk, model: str, shop: Shop) -> list[Job]:
    if asked.text:
        return [Job(job_id=job_id, operation_code=_like(asked, shop), frt_hours=asked.frt_hours, parts=())]
    if asked.symptom and asked.operation_code is None:
        return [_job(job_id, _diagnosis(asked, shop), asked, model, shop)]
    assert asked.operation_code is not None
    if asked.operation_code in shop.catalogue.groups:
        return _group(job_id, asked, model, shop)
    return [_job(job_id, _known(asked.operation_code, shop), asked, model, shop)]


def _job(job_id: str, code: str, asked: JobAsk, model: str, shop: Shop) -> Job:
    hours = asked.frt_hours if asked.frt_hours is not None else shop.hours_for(code, model)
    return Job(job_id=job_id, operation_code=code, frt_hours=hours)


def _group(job_id: str, asked: JobAsk, model: str, shop: Shop) -> list[Job]:
    """The group as one job; its operations one by one, under the same step ids, when the model has times of its own."""
    assert asked.operation_code is not None
    if asked.frt_hours is not None:
        raise UnknownJobError(
            "frt_hours",
            "hours_of_group",
            f"{asked.operation_code} is a group of operations, each with its own time",
            "leave frt_hours out, or ask for the operations one by one",
        )
    codes = shop.catalogue.groups[asked.operation_code].operation_codes
    if all(shop.hours_for(code, model) is None for code in codes):
        return [Job(job_id=job_id, operation_code=asked.operation_code)]
    return [
        Job(job_id=f"{job_id}.{n}", operation_code=code, frt_hours=shop.hours_for(code, model))
        for n, code in enumerate(codes, start=1)
    ]


def _like(asked: JobAsk, shop: Shop) -> str:
    """The operation by whose skill and bay a text is planned: the one named, or the category's first plain one."""
    if asked.operation_code is not None:
        if asked.operation_code in shop.catalogue.groups:
            remedy = "give the code of a single operation"
            raise UnknownJobError("operation_code", "group_as_kind", f"{asked.operation_code} is a group", remedy)
        return _known(asked.operation_code, shop)
    plain = (one for one in shop.setup.operations if _is_plain(one))
    for one in sorted(plain, key=lambda found: found.operation_code):
        if one.category == asked.category:
            return one.operation_code
    known = ", ".join(sorted({one.category for one in shop.setup.operations}))
    message = f"no operation for one technician is of category {asked.category}"
    raise UnknownJobError("category", "unknown_category", message, f"give one of: {known}")


def _is_plain(operation: SetupOperation) -> bool:
    return not operation.is_diagnosis and operation.sublet_hours is None and operation.crew == 1


def _diagnosis(asked: JobAsk, shop: Shop) -> str:
    found = sorted(one.operation_code for one in shop.setup.operations if one.is_diagnosis)
    if asked.category is not None:
        found = [code for code in found if shop.operations[code].category == asked.category] or found
    if not found:
        remedy = "add an operation with is_diagnosis to the catalogue, or give an operation_code"
        raise UnknownJobError("symptom", "no_diagnosis", "the catalogue has no diagnosis", remedy)
    return found[0]


def _known(code: str, shop: Shop) -> str:
    if code not in shop.operations:
        remedy = "take a code from the catalogue, or give a text with hours"
        raise UnknownJobError("operation_code", "unknown_operation", f"{code} is not in the catalogue", remedy)
    return code
