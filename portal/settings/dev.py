"""Settings for a developer's own machine; `./dev` sets the addresses of the embedded servers."""

from portal.settings.base import *
from portal.settings.env import env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = "development-only-not-a-secret"
ALLOWED_HOSTS = ["*"]
SECOND_FACTOR_ROLES = []
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DEMO_DATA = True
MATCHING_POOL_SECONDS = 5
