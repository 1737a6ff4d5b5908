"""Sessions that end, and a second factor before anything else."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

BEGAN, SEEN = "began", "seen"
WRITE_EVERY = timedelta(minutes=1)
"""A session is written at most so often, or each page would be a write."""

Respond = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Signs somebody out who did nothing for a while, or who has been here for a working day."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._over(request):
            request.was_signed_in = request.user.pk  # type: ignore[attr-defined]  # for what he typed
            logout(request)
            messages.info(
                request, _("You were signed out, because nobody did anything for a while.")
            )
        return self.respond(request)

    def _over(self, request: HttpRequest) -> bool:
        now = timezone.now()
        began = _time(request, BEGAN) or now
        seen = _time(request, SEEN) or now
        if now - began > settings.SESSION_WHOLE or now - seen > settings.SESSION_IDLE:
            return True
        if BEGAN not in request.session or now - seen > WRITE_EVERY:
            request.session[BEGAN], request.session[SEEN] = began.isoformat(), now.isoformat()
        return False


class SecondFactor:
    """Nobody does anything before he has a second factor, other than set one up."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._lacks_one(request):
            messages.info(request, _("First set up a second way to show that it is you."))
            return redirect("mfa_index")
        return self.respond(request)

    def _lacks_one(self, request: HttpRequest) -> bool:
        if settings.DEMO or not request.user.is_authenticated:
            return False
        if request.path.startswith((reverse("mfa_index"), "/static/", "/health")):
            return False
        if request.path in {reverse("account_logout"), reverse("account_reauthenticate")}:
            return False
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        return not Authenticator.objects.filter(user_id=request.user.pk, type__in=kinds).exists()


def _time(request: HttpRequest, name: str) -> datetime | None:
    text = request.session.get(name)
    return datetime.fromisoformat(text) if text else None
