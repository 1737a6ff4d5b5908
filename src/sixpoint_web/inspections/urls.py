"""Addresses of inspections."""

from django.urls import path

from . import scope_views, views

urlpatterns = [
    path("inspections/add/", views.add, name="add-inspection"),
    path("inspections/<uuid:id_>/", views.inspection, name="inspection"),
    path("inspections/<uuid:id_>/give-role/", views.give_role, name="give-team-role"),
    path("inspections/<uuid:id_>/change/", views.change, name="change-inspection"),
    path("inspections/<uuid:id_>/scope/", scope_views.scope, name="scope"),
    path("inspections/<uuid:id_>/scope/framework/", scope_views.pin, name="pin-framework"),
    path("inspections/<uuid:id_>/scope/indicators/", scope_views.choose, name="choose-indicators"),
    path("inspections/<uuid:id_>/scope/services/", scope_views.services, name="change-services"),
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
