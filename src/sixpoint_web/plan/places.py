"""The pages that the plan adds to an inspection."""

from django.utils.translation import gettext_lazy as _

from sixpoint_web.inspections.places import name_place

from . import policies

name_place(address="timetable", title=_("Weeks"), may_see=policies.can_see_timetable)
name_place(address="engagements", title=_("Engagements"), may_see=policies.can_see_engagements)
name_place(address="board", title=_("Board"), may_see=policies.can_see_board)
name_place(address="tasks", title=_("Tasks"), may_see=policies.can_see_own_tasks)
