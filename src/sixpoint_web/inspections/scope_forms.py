"""What people choose of an inspection's scope: framework and programme, indicators, services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixpoint.packs.framework import Framework, Programme
from sixpoint_web.frameworks.queries import frameworks, may_choose, must_choose
from sixpoint_web.shared.forms import Revised

MOST_SERVICES = 60
LONGEST_NAME = 120


class PinFramework(Revised):
    """One programme of one framework."""

    programme = forms.ChoiceField(
        label=_("Programme"),
        help_text=_("The framework stays as it is now, even when a newer version comes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                f"{pack.header.title} ({pack.header.version})",
                [(f"{pack.header.ref}|{one.id}", one.title) for one in pack.programmes],
            )
            for pack in frameworks()
        ]


class ChooseIndicators(Revised):
    """What is evaluated on the scale, of what the programme allows."""

    codes = forms.MultipleChoiceField(
        label=_("Indicators"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, *args: Any, pack: Framework, programme: Programme | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.must = must_choose(programme)
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)
        allowed = may_choose(pack, programme)
        field.choices = [(one.code, f"{one.code} {one.title}") for one in allowed]
        if self.must:
            words = _("The programme evaluates %(codes)s in every inspection.")
            field.help_text = words % {"codes": ", ".join(sorted(self.must))}

    def clean_codes(self) -> list[str]:
        """Nothing that every inspection of the programme evaluates is left out."""
        given = list(self.cleaned_data["codes"])
        missing = sorted(self.must - set(given))
        if missing:
            words = _("The programme evaluates %(codes)s in every inspection. Choose it too.")
            raise forms.ValidationError(words % {"codes": ", ".join(missing)})
        if not given:
            raise forms.ValidationError(_("Choose at least one."))
        return given


class ChangeServices(Revised):
    """The services that the inspection looks at, one a line."""

    names = forms.CharField(
        label=_("Services, one a line"),
        max_length=8000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Such as: health visiting. A service, never a person."),
    )

    def clean_names(self) -> list[str]:
        """Each line once, without blank ones."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["names"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_SERVICES:
            raise forms.ValidationError(_("At most %(n)s services.") % {"n": MOST_SERVICES})
        if any(len(one) > LONGEST_NAME for one in names):
            raise forms.ValidationError(
                _("A line has at most %(n)s letters.") % {"n": LONGEST_NAME}
            )
        return names
