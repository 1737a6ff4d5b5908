"""Addresses of frameworks."""

from django.urls import path

from . import views

urlpatterns = [
    path("frameworks/", views.frameworks, name="frameworks"),
    path("frameworks/<str:pack>/<str:version>/", views.framework, name="framework"),
]
