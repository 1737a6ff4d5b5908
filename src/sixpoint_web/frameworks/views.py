"""The frameworks on the shelf, and one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sixpoint_web.accounts.views import whoever
from sixpoint_web.shared.pages import page

from . import policies, queries, shown


@page
def frameworks(request: HttpRequest) -> HttpResponse:
    """Every framework that there is."""
    policies.check_can_see_frameworks(whoever(request))
    return render(request, "frameworks/frameworks.html", {"frameworks": queries.frameworks()})


@page
def framework(request: HttpRequest, pack: str, version: str) -> HttpResponse:
    """One framework: questions, indicators, scale, programmes, version and hash."""
    policies.check_can_see_frameworks(whoever(request))
    found = queries.framework(f"{pack}/{version}")
    if found is None:
        raise Http404
    words = {
        "framework": found,
        "questions": shown.questions_of(found),
        "programmes": shown.programmes_of(found),
        "scale": sorted(found.scale, key=lambda one: -one.level),
    }
    return render(request, "frameworks/framework.html", words)
