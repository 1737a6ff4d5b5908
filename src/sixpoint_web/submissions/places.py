"""The pages of an inspection that this app adds."""

from django.utils.translation import gettext_lazy as _

from sixpoint_web.inspections.places import name_place

from .policies import can_see_drawn_list, can_see_requests

name_place(address="requests", title=_("Requests"), may_see=can_see_requests)
name_place(address="drawn-list", title=_("Drawn list"), may_see=can_see_drawn_list)
