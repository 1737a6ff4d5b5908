"""The forms of a page, as a browser finds them, and what somebody could send with each.

Nothing about a form is known beforehand: a new page's forms are found by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lxml import html

Sent = dict[str, list[str]]
TYPED = {"text", "textarea", "search", "tel", "url"}
BUTTONS = {"submit", "button", "image", "reset"}
LONGEST = "maxlength"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One name of a form; `value` is what stands in it, `options` what may be chosen."""

    name: str
    kind: str
    value: str = ""
    options: tuple[str, ...] = ()
    longest: int | None = None

    @property
    def typed(self) -> bool:
        """Whether somebody writes into it whatever he likes."""
        return self.kind in TYPED

    @property
    def chosen(self) -> bool:
        """Whether he chooses among what is offered."""
        return self.kind in {"select", "radio", "checkboxes"}

    def plain(self) -> list[str]:
        """What a person might send."""
        if self.chosen:
            offered = [one for one in self.options if one]
            return [self.value] if self.value else offered[:1]
        made_up = {
            "date": date.today().isoformat(),
            "datetime-local": f"{date.today().isoformat()}T10:00",
            "time": "10:00",
            "number": "1",
            "email": "somebody.new@example.org",
            "url": "https://example.org/",
            "password": "four words of no meaning",
        }
        if self.kind in {"hidden", "checkbox", "file"} or self.value:
            return [self.value] if self.value and self.kind not in {"checkbox", "file"} else []
        return [made_up.get(self.kind, "Invented words")]


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form: the page it stands on, where it goes, and its fields."""

    page: str
    action: str
    method: str
    fields: tuple[Field, ...]

    def plain(self, given: Mapping[str, str] | None = None) -> Sent:
        """The whole form filled in as a person might, with what is given for some fields."""
        sent = {one.name: one.plain() for one in self.fields}
        sent |= {name: [value] for name, value in (given or {}).items() if name in sent}
        return {name: values for name, values in sent.items() if values}


def forms_in(page: str, text: str) -> list[Form]:
    """Every form of a page but the one that signs out."""
    tree = html.document_fromstring(text)
    found = [_form(page, one) for one in tree.forms]
    return [one for one in found if not one.action.startswith("/account/")]


def _form(page: str, form: html.FormElement) -> Form:
    fields: dict[str, Field] = {}
    for one in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        field = _field(one)
        if field.kind in BUTTONS or field.name == "csrfmiddlewaretoken":
            continue
        before = fields.get(field.name)
        fields[field.name] = _together(before, field) if before else field
    action = form.get("action") or page
    method = (form.get("method") or "get").lower()
    return Form(page=page, action=action, method=method, fields=tuple(fields.values()))


def _field(one: html.HtmlElement) -> Field:
    longest = int(one.get(LONGEST)) if one.get(LONGEST) else None
    if one.tag == "select":
        chosen = [o.get("value", "") for o in one.iter("option") if o.get("selected") is not None]
        options = tuple(o.get("value", o.text or "") for o in one.iter("option"))
        return Field(name=one.name, kind="select", value="".join(chosen[:1]), options=options)
    if one.tag == "textarea":
        return Field(name=one.name, kind="textarea", value=one.text or "", longest=longest)
    kind, value = one.get("type", "text"), one.get("value", "")
    if kind in {"radio", "checkbox"}:
        options = (value,) if value not in {"", "on"} else ()
        on = value if one.get("checked") is not None else ""
        kind = "radio" if kind == "radio" else ("checkboxes" if options else "checkbox")
        return Field(name=one.name, kind=kind, value=on, options=options)
    return Field(name=one.name, kind=kind, value=value, longest=longest)


def _together(one: Field, other: Field) -> Field:
    """Two inputs of one name are choices of one question."""
    return replace(one, options=one.options + other.options, value=one.value or other.value)


def is_id(text: str) -> bool:
    """Whether a value is one of our ids."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def unclean(text: str) -> list[str]:
    """What our policy of content forbids in a page, and what a browser would run."""
    tree = html.document_fromstring(text)
    wrong = [
        f"<{one.tag}> inline"
        for one in tree.xpath("//style | //script[not(@src)]")
        if one.get("type") not in {"application/json"}
    ]
    for one in tree.iter():
        if isinstance(one.tag, str):
            wrong += [f"{one.tag} {name}" for name in one.attrib if name.startswith("on")]
            wrong += [f"{one.tag} style"] * ("style" in one.attrib)
            wrong += [
                f"{one.tag} {name}"
                for name in ("href", "src", "action", "formaction")
                if one.get(name, "").strip().lower().startswith(("javascript:", "data:text"))
            ]
    return wrong
