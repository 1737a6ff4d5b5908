"""The pages of evidence among those of an inspection."""

from django.utils.translation import gettext_lazy as _

from sixpoint_web.inspections.places import name_place

from .policies import can_see_evidence

name_place(address="evidence-matrix", title=_("Matrix"), may_see=can_see_evidence)
name_place(address="evidence", title=_("Evidence"), may_see=can_see_evidence)
