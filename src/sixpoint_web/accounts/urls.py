"""Addresses of people and sign-in."""

from django.urls import include, path

from sixpoint_web.shared.pages import gone

from . import views

urlpatterns = [
    path("join/", views.join, name="join"),
    path("people/", views.people, name="people"),
    path("people/add/", views.add_person, name="add-person"),
    path("people/<uuid:id_>/", views.person, name="person"),
    path("people/<uuid:id_>/give-role/", views.give_role, name="give-role"),
    path("people/<uuid:id_>/authority/", views.authority, name="authority"),
    path("people/<uuid:id_>/close/", views.close, name="close-person"),
    path("people/<uuid:id_>/reopen/", views.reopen, name="reopen-person"),
    path("people/<uuid:id_>/invite-again/", views.invite_again, name="invite-again"),
    path("people/roles/<uuid:id_>/end/", views.end_role, name="end-role"),
    # allauth has pages on which people would sign themselves up or take another address.
    path("account/signup/", gone),
    path("account/email/", gone),
    path("account/confirm-email/", gone),
    path("account/3rdparty/signup/", gone),
    path("account/", include("allauth.urls")),
]
