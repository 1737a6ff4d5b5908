"""What every view is: for people who are signed in, or open to anybody and says so.

A test walks every address: one whose view is neither fails it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.views.decorators.cache import never_cache

from .errors import signed_out
from .guard import NobodyAsked, watch
from .once import remembering

View = Callable[..., HttpResponseBase]
Kind = Literal["signed in", "open"]


def page(view: View) -> View:
    """A page for people who are signed in; it fails unless it asked a policy.

    What somebody sends who no longer is goes back to him, to send once he has signed in.
    """

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return signed_out(request)
        with watch() as seen, remembering():
            answer = view(request, *args, **kwargs)
        if not seen.questions and not isinstance(answer, HttpResponseNotAllowed):
            raise NobodyAsked(view.__qualname__)
        return answer

    return _marked(never_cache(shown), "signed in")


def open_page(view: View) -> View:
    """A page for anybody, such as sign-in; it must show nothing of anybody."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _marked(never_cache(shown), "open")


def _marked(view: View, kind: Kind) -> View:
    view.page_kind = kind  # type: ignore[attr-defined]  # for the test that walks every address
    return view


@open_page
def gone(request: HttpRequest) -> HttpResponseBase:
    """A page that we do not have, whatever a library brings."""
    raise Http404
