"""Django's settings, made from one installation's set-up; nothing here reads the environment."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from .apps import apps_of
from .logs import logging_for
from .setup import Mail, Setup, Side
from .sign_in import sign_in_for

PACKAGE = Path(__file__).resolve().parent.parent
VENDOR = PACKAGE / "vendor"
"""Style sheets and scripts of others, which `scripts/assets.sh` fetches; not committed."""

IDLE = timedelta(minutes=30)
"""After so long without a request somebody has to sign in again."""

WHOLE_SESSION = timedelta(hours=10)
"""After so long in any case: a working day."""

YEAR = int(timedelta(days=365).total_seconds())
LARGEST_FORM = 1024 * 1024
"""Bytes of a form without its files; the longest texts have a tenth of that."""

MOST_FIELDS = 500

LARGEST_UPLOAD = 512 * 1024 * 1024
"""Bytes of any file; what a page takes is less, and said there."""

CONTENT_SECURITY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],  # the square code of a second factor is drawn into its page
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

UPLOADS = {
    # Extracts go into the analysis store in chunks; there is no other upload on that side.
    Side.PARTNERSHIP: ["sixpoint_web.analysis.uploads.IntoTheStore"],
    Side.INSPECTORATE: [
        "django.core.files.uploadhandler.MemoryFileUploadHandler",
        "sixpoint_web.stored.arriving.SealedUploads",  # never plain on a disk
    ],
}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sixpoint_web.shared.addresses.PlainAddress",
    "sixpoint_web.shared.kept.PressedAgain",  # before the next, which refuses what it lets in
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sixpoint_web.accounts.middleware.SessionLimits",
    "sixpoint_web.accounts.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def settings_for(setup: Setup) -> dict[str, Any]:
    """Every setting of Django for this installation."""
    return {
        "SIDE": setup.side,
        "DEMO": setup.demo,
        "ADDRESS": setup.address,
        "KEYS_FOLDER": setup.keys.folder,
        "SECRET_KEY": setup.keys.session,
        "DEBUG": False,
        "ALLOWED_HOSTS": list(setup.hosts),
        "INSTALLED_APPS": apps_of(setup.side),
        "MIDDLEWARE": MIDDLEWARE,
        "ROOT_URLCONF": "sixpoint_web.config.urls",
        "WSGI_APPLICATION": "sixpoint_web.config.wsgi.application",
        "DATABASES": {"default": setup.database},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LOGGING_CONFIG": "logging.config.dictConfig",
        "LOGGING": logging_for(),
        **_pages(),
        **_words(),
        **_files(setup),
        **_transport(setup),
        **_sessions(),
        **_long_work(),
        **_mail(setup.mail),
        **sign_in_for(setup),
    }


def _pages() -> dict[str, Any]:
    return {
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                        "sixpoint_web.shared.context.installation",
                        "sixpoint_web.home.menu.menu",
                    ]
                },
            }
        ],
        "CONTENT_SECURITY_POLICY": CONTENT_SECURITY,
        "CSRF_FAILURE_VIEW": "sixpoint_web.shared.errors.form_too_old",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_FORM,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": MOST_FIELDS,
    }


def _words() -> dict[str, Any]:
    return {
        "LANGUAGE_CODE": "en-gb",
        "LANGUAGES": [("en-gb", "English")],
        "TIME_ZONE": "Europe/London",
        "USE_I18N": True,
        "USE_TZ": True,
    }


def _files(setup: Setup) -> dict[str, Any]:
    return {
        "FILES_FOLDER": setup.files,
        "LARGEST_UPLOAD": LARGEST_UPLOAD,
        "STORE": setup.store,
        "LARGEST_EXTRACT": setup.largest_extract,
        "FILE_UPLOAD_HANDLERS": UPLOADS[setup.side],
        "STATIC_URL": "/static/",
        "STATIC_ROOT": setup.static,
        "STATICFILES_DIRS": [("vendor", VENDOR)] if VENDOR.is_dir() else [],
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {
                "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
            },
        },
    }


def _transport(setup: Setup) -> dict[str, Any]:
    """What goes over the wire: TLS everywhere, except on the one machine of the demo."""
    encrypted = not setup.demo
    settings = {
        "SECURE_SSL_REDIRECT": encrypted,
        "SECURE_REDIRECT_EXEMPT": [r"^health$"],  # asked from the machine itself
        "SECURE_HSTS_SECONDS": YEAR if encrypted else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": encrypted,
        "SECURE_HSTS_PRELOAD": encrypted,
        "SESSION_COOKIE_SECURE": encrypted,
        "CSRF_COOKIE_SECURE": encrypted,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_TRUSTED_ORIGINS": [setup.address],
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
    }
    if setup.behind_proxy:
        settings["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
    return settings


def _sessions() -> dict[str, Any]:
    return {
        "SESSION_COOKIE_AGE": int(WHOLE_SESSION.total_seconds()),
        "SESSION_IDLE": IDLE,
        "SESSION_WHOLE": WHOLE_SESSION,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",  # a link in a message must find somebody signed in
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    }


def _long_work() -> dict[str, Any]:
    return {
        "TASKS": {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}},
        "CACHES": {
            # Shared by all processes, so that attempts to sign in are counted once.
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "shared_cache",
            }
        },
    }


def _mail(mail: Mail | None) -> dict[str, Any]:
    if mail is None:
        return {
            "MAIL_IS_SET": False,
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }
    return {
        "MAIL_IS_SET": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": mail.host,
        "EMAIL_PORT": mail.port,
        "EMAIL_HOST_USER": mail.user,
        "EMAIL_HOST_PASSWORD": mail.password,
        "EMAIL_USE_SSL": mail.tls_from_the_start,
        "EMAIL_USE_TLS": not mail.tls_from_the_start,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": mail.sender,
        "SERVER_EMAIL": mail.sender,
    }
