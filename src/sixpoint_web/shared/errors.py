"""Pages for when something cannot be shown: what happened, and what to do next.

They say nothing about what was asked for, and work when the database does not.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

BAD_REQUEST, FORBIDDEN, NOT_FOUND, FAULT = 400, 403, 404, 500


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read."""
    del exception  # may quote what was sent
    return _page(
        request,
        status=BAD_REQUEST,
        title=_("We could not read what was sent"),
        says=_("Nothing was changed."),
        next_steps=_("Go back and try again. If you followed a link, it may be incomplete."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Somebody may not do this; only a refusal of our own says why."""
    reason = getattr(exception, "reason", "")
    return _page(
        request,
        status=FORBIDDEN,
        title=_("You cannot do this"),
        says=reason or _("Your role does not allow it, or not at this stage."),
        next_steps=_("If you think that it should, ask the lead of the inspection."),
    )


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its mark: too old, or from somewhere else."""
    del reason
    return _page(
        request,
        status=FORBIDDEN,
        title=_("This form is too old"),
        says=_("Nothing was changed. You may have signed out in another window."),
        next_steps=_("Open the page again, and check that your browser accepts cookies."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is here, or nothing that this person may know of."""
    del exception
    return _page(
        request,
        status=NOT_FOUND,
        title=_("There is no such page"),
        says=_("The address may be wrong, or what was here is not open to you."),
        next_steps=_("Check the address, or begin at your work."),
    )


def fault(request: HttpRequest) -> HttpResponse:
    """Our own code failed."""
    return _page(
        request,
        status=FAULT,
        title=_("Something is wrong in Sixpoint itself"),
        says=_("What you did last may not have been kept. It was not your fault."),
        next_steps=_("Try again in a minute. If it stays, tell your administrator the time."),
    )


def _page(
    request: HttpRequest, *, status: int, title: str, says: str, next_steps: str
) -> HttpResponse:
    words = {"title": title, "says": says, "next_steps": next_steps}
    return render(request, "shared/error.html", words, status=status)
