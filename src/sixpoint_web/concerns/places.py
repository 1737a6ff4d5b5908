"""The pages that this app adds to an inspection."""

from django.utils.translation import gettext_lazy as _

from sixpoint_web.inspections.places import name_place

from .policies import can_see_concerns, can_see_numbers

name_place(address="concerns", title=_("Concerns"), may_see=can_see_concerns)
name_place(address="concern-numbers", title=_("Numbers to ring"), may_see=can_see_numbers)
