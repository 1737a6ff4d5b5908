"""Addresses of the partnership's side."""

from django.urls import path

from . import views, views_crossing

urlpatterns = [
    path("extracts/", views.extracts, name="extracts"),
    path("extracts/tables/<uuid:id_>/", views.table, name="table"),
    path("extracts/tables/<uuid:id_>/take/", views.take_extract, name="take-extract"),
    path("extracts/files/<uuid:id_>/remove/", views.remove_extract, name="remove-extract"),
    path("extracts/agencies/<uuid:id_>/mapping/", views.mapping, name="mapping"),
    path("extracts/agencies/<uuid:id_>/whose/", views.whose, name="whose-agency"),
    path("extracts/agencies/<uuid:id_>/report/", views.report, name="intake-report"),
    path("extracts/report/", views.whole_report, name="whole-report"),
    path("extracts/report.css", views.report_style, name="report-style"),
    path("extracts/steps/<uuid:id_>/", views.step, name="step"),
    path("extracts/check/", views.ask_check, name="ask-check"),
    path("extracts/link/", views.ask_link, name="ask-link"),
    path("extracts/analyse/", views.ask_analyse, name="ask-analyse"),
    path("partnership/", views.set_up, name="partnership"),
    path("crossing/", views_crossing.what_crosses, name="what-crosses"),
    path("crossing/<uuid:id_>/look/", views_crossing.look, name="look-at-crossing"),
    path("crossing/<uuid:id_>/hand-over/", views_crossing.hand_over, name="hand-over"),
    path("crossing/<uuid:id_>/file/", views_crossing.take, name="take-crossing"),
    path("key/", views_crossing.key, name="key"),
]
