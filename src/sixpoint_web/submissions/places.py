"""The pages of an inspection that this app adds."""

from django.utils.translation import gettext_lazy as _

from sixpoint_web.inspections.places import name_place

from .policies import can_see_burden, can_see_discussions, can_see_drawn_list, can_see_requests

name_place(address="requests", title=_("Requests"), may_see=can_see_requests)
name_place(address="drawn-list", title=_("Drawn list"), may_see=can_see_drawn_list)
name_place(address="discussions", title=_("Discussions"), may_see=can_see_discussions)
name_place(address="burden", title=_("What it costs us"), may_see=can_see_burden)
