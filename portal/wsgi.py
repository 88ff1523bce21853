"""The WSGI entry that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from matching.engine.warm import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.prod")

application = get_wsgi_application()

# Not the first visitor whose matches are worked out shall wait for the kernels.
warm()
