"""Addresses of evidence."""

from django.urls import path

from . import views, writing

urlpatterns = [
    path("inspections/<uuid:id_>/evidence/", views.evidence, name="evidence"),
    path("inspections/<uuid:id_>/evidence/matrix/", views.matrix, name="evidence-matrix"),
    path("inspections/<uuid:id_>/evidence/record/", writing.record, name="record-evidence"),
    path("evidence/<uuid:id_>/", views.item, name="evidence-item"),
    path("evidence/<uuid:id_>/change/", writing.change, name="change-evidence"),
    path("evidence/<uuid:id_>/withdraw/", writing.withdraw, name="withdraw-evidence"),
]
