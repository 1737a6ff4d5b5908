"""Addresses of inspections."""

from django.urls import path

from . import views

urlpatterns = [
    path("inspections/add/", views.add, name="add-inspection"),
    path("inspections/<uuid:id_>/", views.inspection, name="inspection"),
    path("inspections/<uuid:id_>/give-role/", views.give_role, name="give-team-role"),
    path("inspections/<uuid:id_>/begin/", views.begin, name="begin-inspection"),
    path("inspections/<uuid:id_>/close/", views.close, name="close-inspection"),
    path("inspections/<uuid:id_>/conflict/", views.declare_conflict, name="declare-conflict"),
    path("inspections/roles/<uuid:id_>/end/", views.end_role, name="end-team-role"),
    path(
        "inspections/conflicts/<uuid:id_>/withdraw/",
        views.withdraw_conflict,
        name="withdraw-conflict",
    ),
]
