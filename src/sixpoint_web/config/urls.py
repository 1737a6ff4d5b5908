"""Every address of the workspace on this side."""

from django.urls import include, path

from sixpoint_web.shared import errors
from sixpoint_web.shared.health import health

urlpatterns = [path("health", health, name="health"), path("account/", include("allauth.urls"))]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.fault
