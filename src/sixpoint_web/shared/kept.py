"""What somebody typed, kept in the very page that answers when it could not be taken.

A session that ended, a form that is too old, somebody else who was quicker: the text goes back to
the browser in hidden fields, and nowhere else. It is never in a session, the database, an address
or a log. Once somebody has signed in again, in another tab, he presses once more and it arrives.

Django makes a new mark against forged forms at each sign-in, so the page from before would be
refused. It therefore carries a mark of ours: signed, for one person, one address, these very
fields, a working day long. It is made only for somebody whose session ended in this request, and
counts only from our own pages and while that same person is signed in.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from json import dumps
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

MARK = "sixpoint-kept"
SALT = "sixpoint_web.shared.kept"
COUNTS_FOR = timedelta(hours=10)
NOT_KEPT = re.compile(r"csrfmiddlewaretoken|pass(word|phrase)|secret|(^|_)otp", re.IGNORECASE)
"""Names of fields that are never given back."""

Field = tuple[str, str]
Respond = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The fields of one form as they were sent, where to, and whether a file was among them."""

    address: str
    fields: tuple[Field, ...]
    had_files: bool
    mark: str = ""

    @property
    def texts(self) -> list[str]:
        """What took somebody a while to write: everything of more than one word."""
        return [value for _name, value in self.fields if len(value.split()) > 1]


def kept_from(request: HttpRequest) -> Kept | None:
    """What was sent to one of our own pages for people who are signed in, if there was anything.

    None for a form from elsewhere: our page must not offer to send what a stranger filled in.
    """
    view = getattr(request.resolver_match, "func", None)
    if request.method != "POST" or getattr(view, "page_kind", "") != "signed in":
        return None
    fields = _fields(request)
    if not any(value for _name, value in fields) or not from_here(request):
        return None
    return Kept(
        address=request.get_full_path(),
        fields=fields,
        had_files=bool(request.FILES),
        mark=_mark(request, fields),
    )


def from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this."""
    origin = request.headers.get("Origin")
    if origin is None:
        said = urlsplit(request.headers.get("Referer", ""))
        origin = f"{said.scheme}://{said.netloc}"
    return origin == f"{request.scheme}://{request.get_host()}"


def page_before(request: HttpRequest) -> str:
    """The address of our own page on which the form stood, or of one's work."""
    said = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(said, hosts, require_https=request.is_secure()):
        return reverse("home")
    parts = urlsplit(said)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class PressedAgain:
    """Takes a form that was kept while its person signed in again; every other is Django's."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        """Says that the form is not forged, where its mark shows it."""
        if request.method == "POST" and MARK in request.POST and _is_his(request):
            request.csrf_processing_done = True  # type: ignore[attr-defined]  # as Django notes it
        return None


def _is_his(request: HttpRequest) -> bool:
    """Whether the mark was made for whoever is signed in now, this address and these fields."""
    if not request.user.is_authenticated or not from_here(request):
        return False
    try:
        said = signing.loads(request.POST[MARK], salt=SALT, max_age=COUNTS_FOR)
    except signing.BadSignature:
        return False
    return bool(said == _of(request, str(request.user.pk), _fields(request)))


def _fields(request: HttpRequest) -> tuple[Field, ...]:
    """Every field in the order it was sent, without files, marks and passwords."""
    names = [name for name in request.POST if name != MARK and not NOT_KEPT.search(name)]
    return tuple((name, value) for name in names for value in request.POST.getlist(name))


def _mark(request: HttpRequest, fields: tuple[Field, ...]) -> str:
    """The signed mark, for the person whom this request found too long away."""
    who = getattr(request, "was_signed_in", None)
    return signing.dumps(_of(request, str(who), fields), salt=SALT) if who else ""


def _of(request: HttpRequest, who: str, fields: tuple[Field, ...]) -> dict[str, str]:
    """What a mark says. Browsers send each end of line in a form as two characters."""
    plain = [(name, "\n".join(value.splitlines())) for name, value in fields]
    digest = sha256(dumps(plain).encode()).hexdigest()
    return {"who": who, "path": request.get_full_path(), "fields": digest}
