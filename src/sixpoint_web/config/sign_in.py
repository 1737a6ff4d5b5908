"""Django's and allauth's settings of who signs in, and how."""

from typing import Any

from .setup import Setup, SingleSignOn

SHORTEST_PASSWORD = 12
VALIDATION = "django.contrib.auth.password_validation"
RESET_CODE_LASTS = 15 * 60  # seconds


def sign_in_for(setup: Setup) -> dict[str, Any]:
    """Passwords, second factors, passkeys, single sign-on, throttling."""
    return {
        "AUTH_USER_MODEL": "accounts.Person",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": f"{VALIDATION}.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("name", "email")},
            },
            {
                "NAME": f"{VALIDATION}.MinimumLengthValidator",
                "OPTIONS": {"min_length": SHORTEST_PASSWORD},
            },
            {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "home",
        **_accounts(setup),
        **_second_factors(setup),
        **_single_sign_on(setup.single_sign_on),
    }


def _accounts(setup: Setup) -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "sixpoint_web.accounts.adapters.AccountAdapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # the one-time code has shown whose address it is
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED": True,
        "ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT": RESET_CODE_LASTS,
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "http" if setup.demo else "https",
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1 if setup.behind_proxy else 0,
    }


def _second_factors(setup: Setup) -> dict[str, Any]:
    return {
        "MFA_ADAPTER": "sixpoint_web.accounts.adapters.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_ISSUER": "Sixpoint",
        "MFA_TOTP_TOLERANCE": 1,  # a phone's clock half a minute off
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": setup.demo,
    }


def _single_sign_on(one: SingleSignOn | None) -> dict[str, Any]:
    """Another organisation's word for an address counts only where it has verified it itself."""
    apps = []
    if one:
        apps = [
            {
                "provider_id": "organisation",
                "name": one.name,
                "client_id": one.client,
                "secret": one.secret,
                "settings": {"server_url": one.issuer},
            }
        ]
    return {
        "SOCIALACCOUNT_ADAPTER": "sixpoint_web.accounts.adapters.SingleSignOnAdapter",
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}},
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
    }
