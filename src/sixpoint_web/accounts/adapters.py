"""How allauth does things here: nobody signs up, messages go by the outbox, secrets are sealed."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string

from sixpoint_web.outbox.write import write_to_address

from .joining import arrive
from .models import DEMO_DOMAIN, Person

KEY = "digest.key"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with passwords."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator adds people."""
        del request
        return False

    def pre_login(
        self, request: HttpRequest, user: Person, **given: Any
    ) -> HttpResponseBase | None:
        """Invented people come in nowhere but in the demonstration."""
        if user.email.endswith(DEMO_DOMAIN) and not settings.DEMO:
            return cast(HttpResponseBase, self.respond_user_inactive(request, user))
        return cast(HttpResponseBase | None, super().pre_login(request, user, **given))

    def login(self, request: HttpRequest, user: Person) -> None:
        """Signs in; who comes through another organisation has joined by that."""
        if not user.joined_at:
            arrive(user)
        super().login(request, user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Writes to the outbox, where a message that reaches nobody is seen."""
        words = {"request": allauth_context.request, "email": email, **context}
        subject = render_to_string(f"{template_prefix}_subject.txt", words)
        text = render_to_string(f"{template_prefix}_message.txt", words)
        write_to_address(
            email,
            kind=template_prefix.rpartition("/")[2],
            title=" ".join(subject.split()),
            text=text.strip(),
        )


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Sign-in through another organisation: only for people whom an administrator added."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Never, whatever the other organisation says."""
        del request, sociallogin
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are sealed with a key outside the database."""

    def encrypt(self, text: str) -> str:
        """The secret, sealed."""
        return _box(Path(settings.KEYS_FOLDER)).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return _box(Path(settings.KEYS_FOLDER)).decrypt(encrypted_text.encode()).decode()


@lru_cache(maxsize=1)
def _box(folder: Path) -> Fernet:
    """A key of its own, made from the one that is there, so that neither tells the other."""
    key = hashlib.sha256(b"sixpoint second factors" + (folder / KEY).read_bytes()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
