"""Addresses of the plan."""

from django.urls import path

from .views import board, engagements, tasks, weeks

urlpatterns = [
    path("inspections/<uuid:id_>/weeks/", weeks.timetable, name="timetable"),
    path("inspections/<uuid:id_>/weeks/make/", weeks.make, name="make-timetable"),
    path("inspections/<uuid:id_>/weeks/change/", weeks.change, name="change-timetable"),
    path("inspections/<uuid:id_>/weeks/step/", weeks.add_step, name="add-step"),
    path("inspections/<uuid:id_>/weeks/holidays/", weeks.add_holiday, name="add-holiday"),
    path("plan/steps/<uuid:id_>/change/", weeks.change_step, name="change-step"),
    path("plan/steps/<uuid:id_>/remove/", weeks.remove_step, name="remove-step"),
    path("plan/holidays/<uuid:id_>/remove/", weeks.remove_holiday, name="remove-holiday"),
    path("inspections/<uuid:id_>/board/", board.board, name="board"),
    path("inspections/<uuid:id_>/board/add/", board.add, name="add-to-board"),
    path("plan/board/<uuid:id_>/", board.item, name="board-item"),
    path("plan/board/<uuid:id_>/move/", board.move, name="move-board-item"),
    path("inspections/<uuid:id_>/engagements/", engagements.timetable, name="engagements"),
    path("inspections/<uuid:id_>/engagements/add/", engagements.add, name="add-engagement"),
    path("plan/engagements/<uuid:id_>/", engagements.engagement, name="engagement"),
    path("plan/engagements/<uuid:id_>/change/", engagements.change, name="change-engagement"),
    path("plan/engagements/<uuid:id_>/move/", engagements.move, name="move-engagement"),
    path("plan/engagements/<uuid:id_>/off/", engagements.call_off, name="call-off-engagement"),
    path("plan/engagements/<uuid:id_>/held/", engagements.held, name="engagement-held"),
    path("inspections/<uuid:id_>/tasks/", tasks.tasks, name="tasks"),
    path("inspections/<uuid:id_>/tasks/add/", tasks.add, name="add-task"),
    path("plan/tasks/<uuid:id_>/", tasks.task, name="task"),
    path("plan/tasks/<uuid:id_>/change/", tasks.change, name="change-task"),
    path("plan/tasks/<uuid:id_>/done/", tasks.finish, name="finish-task"),
    path("plan/tasks/<uuid:id_>/drop/", tasks.drop, name="drop-task"),
    path("plan/tasks/<uuid:id_>/reopen/", tasks.reopen, name="reopen-task"),
]
