"""What the inspection asks of each service: requests, files and hours."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from sixpoint_web.inspections.models import Inspection

from .models import Hours, Request, Upload
from .states import State


@dataclass(frozen=True, kw_only=True)
class Burden:
    """For one service, or for all of them: how many requests, files and hours."""

    service: str
    requests: int
    files: int
    hours: Decimal


def burden_of(inspection: Inspection) -> tuple[list[Burden], Burden]:
    """Each service by name, and the sum of all; drafts of the joint team do not count.

    A file that was carried over into a later answer counts once.
    """
    asked = Request.objects.filter(inspection=inspection).exclude(state=State.DRAFT)
    requests = _by_service(asked.values_list("service").annotate(n=Count("id")))
    uploads = Upload.objects.filter(answer__request__inspection=inspection)
    counted = uploads.values_list("answer__request__service")
    files = _by_service(counted.annotate(n=Count("stored", distinct=True)))
    noted = Hours.objects.filter(inspection=inspection).order_by("service")
    hours = _by_service(noted.values_list("service").annotate(n=Sum("hours")))
    found = [
        Burden(
            service=one,
            requests=int(requests.get(one, 0)),
            files=int(files.get(one, 0)),
            hours=Decimal(hours.get(one, 0)),
        )
        for one in sorted({*requests, *files, *hours})
    ]
    return found, Burden(
        service="",
        requests=sum(one.requests for one in found),
        files=sum(one.files for one in found),
        hours=sum((one.hours for one in found), Decimal(0)),
    )


def _by_service(rows: object) -> dict[str, Decimal]:
    return {service: Decimal(n or 0) for service, n in rows.order_by()}  # type: ignore[attr-defined]
