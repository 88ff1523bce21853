"""Settings for the test suite: real Postgres and broker, fast hashing, strict templates."""

from portal.settings.base import *

INSTALLED_APPS += ["django_migration_linter"]
SECRET_KEY = "test-only-not-a-secret"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECOND_FACTOR_ROLES = []
MATCHING_LIVE_SECONDS = 0.0
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["resumes"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {
    "anonymous": None,
    "person": None,
    "reading": None,
    "token": None,
    "upload": None,
}
DEMO_DATA = True
MATCHING_POOL_SECONDS = 0
