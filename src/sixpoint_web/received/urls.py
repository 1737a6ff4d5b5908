"""Addresses of figures that crossed. None takes an extract."""

from django.urls import path

from . import views

urlpatterns = [
    path("inspections/<uuid:id_>/figures/", views.figures, name="figures"),
    path("inspections/<uuid:id_>/figures/receive/", views.receive, name="receive-crossing"),
    path("inspections/figures/<uuid:id_>/", views.figure, name="figure"),
    path("inspections/crossings/<uuid:id_>/", views.crossing, name="crossing"),
    path("inspections/crossings/<uuid:id_>/file/", views.file, name="crossing-file"),
]
