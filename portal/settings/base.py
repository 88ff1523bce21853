"""Settings that hold everywhere: safe by default; dev and test loosen, prod adds its host."""

from datetime import timedelta

import structlog
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal.settings.env import ROOT, env

DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])

# --- The portal's identity: another state adopts it by changing these ----------------------------
PORTAL_NAME = "Skills to Work Connecticut"
PORTAL_STATE = "CT"
# The state as the survey of wages (OEWS) numbers it.
PORTAL_WAGE_AREA = "0900000"
PORTAL_EMAIL = env("PORTAL_EMAIL", default="help@example.org")
PORTAL_HELP_PHONE = "2-1-1"

# Whether `load_demo` may write invented people with a public password: dev and tests alone.
DEMO_DATA = False

# The small language model that reads meaning beside words, where its packages are installed.
LANGUAGE_MODEL = env.bool("LANGUAGE_MODEL", default=True)
LANGUAGE_MODEL_THREADS = env.int("LANGUAGE_MODEL_THREADS", default=2)

# --- Apps ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "portal",
    "portal.common",
    "accounts",
    "skills",
    "jobseekers",
    "employers",
    "matching",
    "portal.staff",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.contrib.admin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.common.middleware.PrivatePagesAreNotStored",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.common.middleware.ProgramsChooseTheirLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.SecondFactorRequired",
    "accounts.middleware.RemembersLanguage",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.common.context.portal",
                "portal.staff.context.staff",
            ],
        },
    }
]
COTTON_DIR = "components"

# --- Data ----------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"].update(
    CONN_MAX_AGE=60,
    CONN_HEALTH_CHECKS=True,
    OPTIONS={"connect_timeout": 5, **DATABASES["default"].get("OPTIONS", {})},
)

REDIS_URL = env("REDIS_URL")
CACHE_URL = env("CACHE_URL", default=REDIS_URL)
CACHES = {
    "default": {
        "BACKEND": "portal.common.cache.ForgetfulRedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "portal",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}

# --- People --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "portal.signup.PortalAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.RoleForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Time to walk to another device and read the mail, in seconds.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = PORTAL_NAME
# Roles that may not work without a second factor (trust.md). Dev asks only those who enrolled.
SECOND_FACTOR_ROLES: list[str] = ["employer", "staff"]

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"{PORTAL_NAME} <{PORTAL_EMAIL}>")

# --- Language, place, time -----------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/New_York"

# --- Assets --------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = env("STATIC_ROOT", default=str(ROOT / ".dev" / "staticfiles"))
STATICFILES_DIRS = [ROOT / "static"]
# Résumés that people asked to keep: outside whatever the web server gives out.
RESUME_ROOT = env("RESUME_ROOT", default=str(ROOT / ".dev" / "data" / "resumes"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "resumes": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": RESUME_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Browser safety ------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
FILE_UPLOAD_HANDLERS = ["portal.common.uploads.LimitedUploads"]
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# How many proxies of ours stand before the portal and add to X-Forwarded-For: only then is the
# header read, else anybody could choose the address that limits count by.
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# --- API -----------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.common.parsers.LimitedJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "portal.common.paging.CursorPage",
    "DEFAULT_SCHEMA_CLASS": "portal.common.openapi.ProblemAwareSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "portal.common.throttling.AnonymousThrottle",
        "portal.common.throttling.PersonThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anonymous": "120/min",
        "person": "600/min",
        "reading": "30/min",
        "token": "10/min",
        "upload": "20/hour",
    },
    "EXCEPTION_HANDLER": "portal.common.problems.exception_handler",
    "NUM_PROXIES": TRUSTED_PROXIES,
    "PAGE_SIZE": 20,
    "NON_FIELD_ERRORS_KEY": "general",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{PORTAL_NAME} API",
    "DESCRIPTION": "Profiles, postings and their explained matches.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ChangeKind": ["entered", "left", "moved"],
        "PostingChangeKind": "matching.engine.simulate.ChangeKind",
        "WagePeriod": "portal.common.words.WagePeriod",
        "WorkMode": "portal.common.words.WorkMode",
        "Shift": "portal.common.words.Shift",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Background work -----------------------------------------------------------------------------
# The three places that must agree (Celery, "Visibility timeout").
_VISIBILITY_SECONDS = 3600
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 1800
CELERY_TASK_SOFT_TIME_LIMIT = 1740
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": _VISIBILITY_SECONDS,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "global_keyprefix": "portal:",
}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": _VISIBILITY_SECONDS}
CELERY_VISIBILITY_TIMEOUT = _VISIBILITY_SECONDS
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "matching.sweep",
        "schedule": timedelta(seconds=2),
        "options": {"expires": 30},
    },
    "taxonomy": {
        "task": "matching.follow_taxonomy",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    "due-dates": {
        "task": "matching.mark_due",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    "posting-shares": {
        "task": "matching.count_postings",
        "schedule": timedelta(hours=24),
        "options": {"expires": 3600},
    },
    "minutes-of-work": {
        "task": "matching.forget_old_minutes",
        "schedule": timedelta(hours=24),
        "options": {"expires": 3600},
    },
    "old-changes": {
        "task": "matching.prune_changes",
        "schedule": timedelta(hours=6),
        "options": {"expires": 3600},
    },
    "resume-files": {
        "task": "jobseekers.sweep_files",
        "schedule": timedelta(hours=24),
        "options": {"expires": 3600},
    },
}

# --- Matching ------------------------------------------------------------------------------------
# Number of shards of profiles, and lengths of lists. Workers rebuild after a change of either.
MATCHING_SHARDS = env.int("MATCHING_SHARDS", default=4)
MATCHING_POSTINGS_PER_PROFILE = 200
MATCHING_PROFILES_PER_POSTING = 500
MATCHING_RESERVE = 50
# For how long a web process may go on with the open postings that it holds, in seconds.
MATCHING_LIVE_SECONDS = 1.0
MATCHING_MAX_ATTEMPTS = 5
# A web process counts people as they were at most so many seconds ago.
MATCHING_POOL_SECONDS = env.int("MATCHING_POOL_SECONDS", default=60)
# Questions for pool sizes that one organisation may ask; a third of it before it is verified.
POOL_QUESTIONS_AN_HOUR = env.int("POOL_QUESTIONS_AN_HOUR", default=60)
POOL_QUESTIONS_A_DAY = env.int("POOL_QUESTIONS_A_DAY", default=300)

# --- Logs ----------------------------------------------------------------------------------------
LOG_LEVEL = env("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
            ],
            "foreign_pre_chain": [
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
