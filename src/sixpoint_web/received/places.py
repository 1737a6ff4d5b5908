"""The page of figures, which stands in every inspection."""

from django.utils.translation import gettext_lazy as _

from sixpoint_web.inspections.places import name_place

from .policies import can_see_figures

name_place(address="figures", title=_("Figures"), may_see=can_see_figures)
