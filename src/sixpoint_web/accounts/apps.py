"""The app of people, roles and sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who somebody is, and what he may do."""

    name = "sixpoint_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Begins to write traces of sign-ins."""
        from .traces import listen

        listen()
