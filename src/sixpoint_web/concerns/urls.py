"""Addresses of concerns; no address says anything of a child."""

from django.urls import path

from . import number_views, raising_views, views

urlpatterns = [
    path("concern/", raising_views.now, name="concern-now"),
    path("concern/<uuid:id_>/", raising_views.ring, name="concern-ring"),
    path("concern/<uuid:id_>/write/", raising_views.write, name="raise-concern"),
    path("concerns/<uuid:id_>/raised/", raising_views.raised, name="concern-raised"),
    path("inspections/<uuid:id_>/concerns/", views.concerns, name="concerns"),
    path("concerns/<uuid:id_>/", views.concern, name="concern"),
    path("concerns/<uuid:id_>/open/", views.open_note, name="open-sealed-note"),
    path("concerns/<uuid:id_>/acknowledge/", views.acknowledge, name="acknowledge-concern"),
    path("concerns/<uuid:id_>/hand-over/", views.hand_over, name="hand-over-concern"),
    path("concerns/<uuid:id_>/take-over/", views.take_over, name="take-over-concern"),
    path("concerns/<uuid:id_>/respond/", views.respond, name="respond-to-concern"),
    path("concerns/<uuid:id_>/ask-again/", views.ask_again, name="ask-again-about-concern"),
    path("concerns/<uuid:id_>/close/", views.close, name="close-concern"),
    path("inspections/<uuid:id_>/numbers/", number_views.numbers, name="concern-numbers"),
    path("inspections/<uuid:id_>/numbers/add/", number_views.add, name="add-duty-number"),
    path("inspections/<uuid:id_>/numbers/mine/", number_views.mine, name="give-own-number"),
    path("inspections/<uuid:id_>/numbers/clock/", number_views.clock, name="set-concern-clock"),
    path("numbers/<uuid:id_>/take-away/", number_views.take_away, name="take-number-away"),
]
