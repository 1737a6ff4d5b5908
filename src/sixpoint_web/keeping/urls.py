"""Addresses of what is looked after."""

from django.urls import path

from . import views

urlpatterns = [
    path("keeping/trail/", views.trail, name="trail"),
    path("keeping/trail/opened/", views.opened, name="opened"),
    path("keeping/trail/verify/", views.verify_trail, name="verify-trail"),
    path("keeping/messages/", views.messages, name="messages"),
    path("keeping/messages/<uuid:id_>/send-again/", views.send_again, name="send-again"),
    path("keeping/runs/", views.runs, name="runs"),
]
