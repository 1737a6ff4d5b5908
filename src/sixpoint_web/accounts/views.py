"""Pages about people. They decide nothing: policies do, and actions write."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sixpoint_web.audit import record
from sixpoint_web.shared.pages import open_page, page

from . import actions, joining, policies, queries
from .forms import AddPerson, Authority, GiveRole, Join
from .matrix import matrix
from .models import InstallationRole, Person


def whoever(request: HttpRequest) -> Person:
    """Who is signed in; pages for people who are signed in have somebody."""
    return cast(Person, request.user)


@page
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, filtered by what was typed."""
    by = whoever(request)
    policies.check_can_see_people(by)
    typed = request.GET.get("name", "")[:80]
    found = queries.people().filter(name__icontains=typed) if typed else queries.people()
    record.was_read(by=by, thing="people", subject="list")
    words = {"people": found, "typed": typed, "may_add": policies.can_add_person(by)}
    return render(request, "accounts/people.html", words)


@page
def add_person(request: HttpRequest) -> HttpResponse:
    """Adds somebody."""
    by = whoever(request)
    policies.check_can_add_person(by)
    form = AddPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        person = actions.add_person(
            by=by,
            name=given["name"],
            email=given["email"],
            designation=given["designation"],
            body=given["body"] or given["new_body"],
        )
        messages.success(request, _("Added. A message with a one-time code is on its way."))
        return redirect("person", id_=person.id)
    words = {"form": form, "title": _("Add a person"), "button": _("Add"), "back": "/people/"}
    return render(request, "shared/form.html", words)


@page
def person(request: HttpRequest, id_: UUID) -> HttpResponse:
    """One person: roles, authority, and what can be done."""
    by, seen = whoever(request), _person(id_)
    policies.check_can_see_person(by, seen)
    record.was_read(by=by, thing="person", subject=seen.id)
    return _person_page(request, by, seen)


@page
@require_POST
def give_role(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Gives a role in the installation."""
    by, other = whoever(request), _person(id_)
    policies.check_can_give_role(by, other)
    form = GiveRole(request.POST)
    if not form.is_valid():
        return _person_page(request, by, other, give=form)
    given = form.cleaned_data
    actions.give_role(
        by=by, person=other, role=given["role"], starts=given["starts"], ends=given["ends"]
    )
    messages.success(request, _("The role was given."))
    return redirect("person", id_=other.id)


@page
@require_POST
def end_role(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Ends a role in the installation."""
    role = queries.role_with(id_)
    if role is None:
        raise Http404
    actions.end_role(by=whoever(request), role=role)
    messages.success(request, _("The role was ended."))
    return redirect("person", id_=role.person_id)


@page
@require_POST
def authority(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Changes which kinds of record somebody may read."""
    by, other = whoever(request), _person(id_)
    policies.check_can_change_authority(by, other)
    form = Authority(request.POST)
    if not form.is_valid():
        return _person_page(request, by, other, authority=form)
    actions.change_authority(by=by, person=other, allowed=form.allowed())
    messages.success(request, _("Kept."))
    return redirect("person", id_=other.id)


@page
@require_POST
def close(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Shuts somebody out."""
    actions.close_person(by=whoever(request), person=_person(id_))
    messages.success(request, _("The account is closed."))
    return redirect("person", id_=id_)


@page
@require_POST
def reopen(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Lets somebody in again."""
    actions.reopen_person(by=whoever(request), person=_person(id_))
    messages.success(request, _("The account is open again."))
    return redirect("person", id_=id_)


@page
@require_POST
def invite_again(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Sends a new code."""
    actions.invite_again(by=whoever(request), person=_person(id_))
    messages.success(request, _("A message with a new code is on its way."))
    return redirect("person", id_=id_)


@open_page
def join(request: HttpRequest) -> HttpResponse:
    """The first time: a code and a new password."""
    form = Join(request.POST or None)
    if request.method == "POST" and form.is_valid():
        joining.join(person=form.cleaned_data["person"], password=form.cleaned_data["password"])
        messages.success(request, _("Your password is set. Now sign in with it."))
        return redirect("account_login")
    words = {"form": form, "title": _("I have a one-time code"), "button": _("Set my password")}
    return render(request, "shared/form.html", words)


def _person(id_: UUID) -> Person:
    found = queries.person_with(id_)
    if found is None:
        raise Http404
    return found


def _person_page(
    request: HttpRequest,
    by: Person,
    seen: Person,
    *,
    give: GiveRole | None = None,
    authority: Authority | None = None,
) -> HttpResponse:
    words = {
        "person": seen,
        "roles": [_row(by, role) for role in seen.roles.all()],
        "kinds": [
            (kind.title, queries.authorities(seen)[name])
            for name, kind in matrix().permissions.kinds_of_record.items()
        ],
        "give": give or GiveRole(initial={"starts": queries.today()}),
        "authority": authority or _authority(seen),
        "may_give": policies.can_give_role(by, seen),
        "may_change_authority": policies.can_change_authority(by, seen),
        "may_close": policies.can_close_person(by, seen),
        "may_reopen": policies.can_reopen_person(by, seen),
        "may_invite": policies.can_invite_again(by, seen),
    }
    return render(request, "accounts/person.html", words)


def _authority(seen: Person) -> Authority:
    may = [name for name, allowed in queries.authorities(seen).items() if allowed]
    return Authority(initial={"kinds": may})


def _row(by: Person, role: InstallationRole) -> dict[str, object]:
    titles = matrix().permissions.roles
    return {
        "role": role,
        "title": titles[role.role].title if role.role in titles else role.role,
        "may_end": policies.can_end_role(by, role),
    }
