"""The Celery app. Postgres holds the work to do; the broker only wakes the workers up."""

import os

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _load_the_kernels(**_kwargs: object) -> None:
    """So that not the first change of a worker has to wait for it."""
    # Other processes of the project shall not have to load the compiler.
    from matching.engine.warm import warm  # noqa: PLC0415

    warm()
