"""What the clock starts."""

from celery import shared_task

from jobseekers import services


@shared_task(name="jobseekers.sweep_files")
def sweep_files() -> None:
    """Deletes résumé files that no account has any more."""
    services.sweep_files_now()
