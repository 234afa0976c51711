"""Deploy-time values only, read once. Product constants live beside the code they govern."""

from pathlib import Path

import environ

env = environ.Env()

ROOT = Path(__file__).resolve().parents[3]
DATA_DIR = Path(env.str("JEJARING_DATA", default=str(ROOT / "var")))
"""Everything this installation keeps outside the database: secrets, uploads, rendered papers."""

DEMONSTRATION = env.bool("JEJARING_DEMONSTRATION", default=False)
"""Shows ready accounts on the sign-in page and marks every page as a demonstration."""


def _secret_key() -> str:
    """The installation's secret: from the environment, else made once and kept in DATA_DIR."""
    given = env.str("SECRET_KEY", default="")
    if given:
        return str(given)
    path = DATA_DIR / "secret.key"
    if not path.exists():
        from django.core.management.utils import get_random_secret_key

        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
SEALER = env.str("SEALER", default="jejaring.ground.seals.authority.LocalTestSealer")
"""Who seals PDFs: the dotted path of a jejaring.ground.seals.sealing.Sealer."""
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")
"""What links in e-mail and QR codes begin with."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks_db",
    "jejaring.ground.kernel",
    "jejaring.ground.ui",
    "jejaring.ground.access",
    "jejaring.ground.audit",
    "jejaring.ground.paper",
    "jejaring.ground.seals",
    "jejaring.ground.rest",
    "jejaring.parties.places",
    "jejaring.parties.people",
    "jejaring.parties.agencies",
    "jejaring.parties.notices",
    "jejaring.parties.agreements",
    "jejaring.registers.hours",
    "jejaring.registers.credentials",
    "jejaring.activities.live",
    "jejaring.surfaces.network",
    "jejaring.surfaces.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "jejaring.ground.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jejaring.ground.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "jejaring.config.urls"
WSGI_APPLICATION = "jejaring.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "people:sign-in"
NAVIGATION = "jejaring.config.navigation"
"""Where the layouts learn what to link to."""
FORM_RENDERER = "jejaring.ground.ui.renderer.Renderer"
CSRF_FAILURE_VIEW = "jejaring.ground.ui.errors.csrf_failure"
LOGIN_REDIRECT_URL = "/mulai/"
OUTBOX = "/surat-keluar/"
"""Where a demonstration shows the letters, codes included."""
PERSONAL_DATA = [
    "jejaring.parties.people.queries.personal_data",
    "jejaring.parties.agencies.queries.personal_data",
    "jejaring.parties.notices.queries.personal_data",
    "jejaring.registers.hours.queries.personal_data",
    "jejaring.registers.credentials.queries.personal_data",
    "jejaring.activities.live.queries.personal.personal_data",
]
"""Who is asked when a person downloads all that is kept about them."""

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jejaring.ground.ui.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "jejaring.ground.ui.templatetags.ui"],
        },
    },
]

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'jejaring.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["CONN_MAX_AGE"] = None  # opening costs more than any page
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 4, "timeout": 10}}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""Throttles count here: room for every network of a busy morning."""
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "letters"]}
}
"""Letters have a queue and a worker of their own: a code must not wait behind a closing."""
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src" / "jejaring" / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "jejaring.ground.ui.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "style-src": ["'self'"],
    "style-src-attr": ["'unsafe-inline'"],
    "script-src": ["'self'"],
    "frame-src": ["https:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
HTTPS = PUBLIC_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
"""How many proxies of ours stand before the server; each adds one X-Forwarded-For address."""
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0

EMAIL_ADDRESS = env.str("EMAIL_FROM", default="Jejaring <tidak-dibalas@jejaring.example>")
DEFAULT_FROM_EMAIL = EMAIL_ADDRESS
HAS_MAIL_SERVER = "EMAIL_URL" in env
"""Without a mail server, letters stay in the outbox, where demonstration mode shows them."""


def _mail_server() -> dict[str, object]:
    """How to reach the mail server that EMAIL_URL names: smtp://, smtps:// or smtp+ssl://."""
    given = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25")
    return {
        "host": given["EMAIL_HOST"],
        "port": given["EMAIL_PORT"],
        "username": given["EMAIL_HOST_USER"] or "",
        "password": given["EMAIL_HOST_PASSWORD"] or "",
        "use_tls": given.get("EMAIL_USE_TLS", False),
        "use_ssl": given.get("EMAIL_USE_SSL", False),
        "timeout": 10,
    }


MAILERS = {
    "default": {"BACKEND": "jejaring.parties.notices.actions.QueueingBackend"},
    "server": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": _mail_server()},
}
"""What is mailed becomes a letter in the database; the worker hands it to the server."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"django.tasks": {"level": "WARNING"}, "django_tasks_db": {"level": "ERROR"}},
}
