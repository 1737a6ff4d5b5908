"""Addresses of the plan."""

from django.urls import path

from .views import weeks

urlpatterns = [
    path("inspections/<uuid:id_>/weeks/", weeks.timetable, name="timetable"),
    path("inspections/<uuid:id_>/weeks/make/", weeks.make, name="make-timetable"),
    path("inspections/<uuid:id_>/weeks/change/", weeks.change, name="change-timetable"),
    path("inspections/<uuid:id_>/weeks/step/", weeks.add_step, name="add-step"),
    path("inspections/<uuid:id_>/weeks/holidays/", weeks.add_holiday, name="add-holiday"),
    path("plan/steps/<uuid:id_>/change/", weeks.change_step, name="change-step"),
    path("plan/steps/<uuid:id_>/remove/", weeks.remove_step, name="remove-step"),
    path("plan/holidays/<uuid:id_>/remove/", weeks.remove_holiday, name="remove-holiday"),
]
