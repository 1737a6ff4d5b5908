"""Which apps exist on which side: what is not listed has no tables and no addresses there."""

from .setup import Side

FRAMEWORK = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_tasks",
    "django_tasks_db",
)

BOTH = (
    "sixpoint_web.shared",
    "sixpoint_web.audit",
    "sixpoint_web.outbox",
    "sixpoint_web.runs",
    "sixpoint_web.stored",
    "sixpoint_web.accounts",
    "sixpoint_web.keeping",
    "sixpoint_web.home",
)

ONE_SIDE: dict[Side, tuple[str, ...]] = {
    Side.PARTNERSHIP: ("sixpoint_web.analysis",),
    Side.INSPECTORATE: (
        "sixpoint_web.frameworks",
        "sixpoint_web.inspections",
        "sixpoint_web.concerns",
        "sixpoint_web.plan",
        "sixpoint_web.received",
        "sixpoint_web.submissions",
        "sixpoint_web.evidence",
    ),
}


def apps_of(side: Side) -> list[str]:
    """Every app of one side, ours first, so that our templates win."""
    return [*BOTH, *ONE_SIDE[side], *FRAMEWORK]
