"""Pages for when something cannot be shown: what happened, and what to do next.

They say nothing about what was asked for, and work when the database does not. What somebody
typed into a form stays in the page that answers him (`kept`).
"""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from .kept import MARK, Kept, kept_from, page_before

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
    """Somebody may not do this, or not any more; only a refusal of our own says why."""
    reason = getattr(exception, "reason", "")
    return _page(
        request,
        status=FORBIDDEN,
        title=_("You cannot do this"),
        says=reason or _("Your role does not allow it, or not at this stage."),
        next_steps=_("If you think that it should, ask the lead of the inspection."),
        kept=kept_from(request),
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """Somebody is not, or no longer, signed in: what he typed stays in the page."""
    kept = kept_from(request)
    if kept is None:
        where = page_before(request) if request.method == "POST" else request.get_full_path()
        return redirect_to_login(where)
    return _kept_page(request, kept, title=_("You were signed out"))


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its mark: too old, or from somewhere else."""
    del reason
    if kept := kept_from(request):
        return _kept_page(request, kept, title=_("This form is too old"))
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


def _kept_page(request: HttpRequest, kept: Kept, *, title: str) -> HttpResponse:
    """The form again, hidden, for whoever is signed in or has to sign in first."""
    by = request.user if request.user.is_authenticated else None
    words = {
        "title": title,
        "says": _("Nothing was changed yet. What you wrote is on this page, and nowhere else."),
        "steps": _steps_as(str(by)) if by else _steps_to_sign_in(),
        "kept": kept,
        "mark_name": MARK,
        "sign_in": "" if by else reverse("account_login"),
    }
    answer = render(request, "shared/kept.html", words, status=FORBIDDEN)
    add_never_cache_headers(answer)
    return answer


def _page(
    request: HttpRequest,
    *,
    status: int,
    title: str,
    says: str,
    next_steps: str,
    kept: Kept | None = None,
) -> HttpResponse:
    words = {
        "title": title,
        "says": says,
        "next_steps": next_steps,
        "texts": kept.texts if kept else [],
        "before": page_before(request) if kept else "",
    }
    answer = render(request, "shared/error.html", words, status=status)
    if kept:
        add_never_cache_headers(answer)
    return answer


def _steps_to_sign_in() -> list[str]:
    return [
        _("Leave this page open."),
        _("Sign in: it opens in a new tab."),
        _("Come back to this tab and send it again."),
    ]


def _steps_as(name: str) -> list[str]:
    """Whose name it will carry is said: on a shared machine somebody else may have signed in."""
    return [_("You are signed in as %(name)s. Send it again if it is yours.") % {"name": name}]
