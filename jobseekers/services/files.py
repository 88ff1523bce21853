"""Résumé files that their owners asked to keep.

The file is written before its row and deleted after it, so that no row ever lacks its file; what
a failure in between leaves behind without a row, `sweep_files` deletes.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobseekers.models import KeptResume, Profile
from jobseekers.services.limits import MAX_RESUMES

STORAGE = "resumes"
# Longer than any upload takes from its file to its row.
_SETTLED = timedelta(hours=1)


def keep_resume(*, profile: Profile, content: bytes, kind: str) -> KeptResume:
    """Keeps an uploaded file; the same file a second time is the one kept already.

    Raises ValidationError if the person keeps MAX_RESUMES already.
    """
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        locked = Profile.objects.select_for_update().get(pk=profile.pk)
        same = locked.resumes.filter(sha256=digest).first()
        if same is not None:
            return same
        if locked.resumes.count() >= MAX_RESUMES:
            raise ValidationError(
                {
                    "keep": _("You keep %(count)d files already. Delete one, or do not keep this.")
                    % {"count": MAX_RESUMES}
                }
            )
        kept = KeptResume(
            profile=locked,
            name=secrets.token_hex(16),
            kind=kind,
            size=len(content),
            sha256=digest,
        )
        kept.full_clean()
        storages[STORAGE].save(kept.name, ContentFile(content))
        kept.save()
    return kept


def remove_resume(*, profile: Profile, resume_id: int) -> None:
    """Deletes a kept file. Raises KeptResume.DoesNotExist if the person keeps no such file."""
    with transaction.atomic():
        kept = profile.resumes.select_for_update().get(pk=resume_id)
        _delete_after_commit(kept.name)
        kept.delete()


def forget_files(profile: Profile) -> None:
    """Deletes all files of a profile once the transaction that deletes the profile is through."""
    for name in profile.resumes.values_list("name", flat=True):
        _delete_after_commit(name)


def sweep_files(*, now: datetime) -> int:
    """Deletes files without a row, such as those of a deleted account; returns how many."""
    storage = storages[STORAGE]
    if not storage.exists(""):
        return 0
    _folders, names = storage.listdir("")
    known = set(KeptResume.objects.filter(name__in=names).values_list("name", flat=True))
    gone = [
        name
        for name in names
        if name not in known and storage.get_modified_time(name) < now - _SETTLED
    ]
    for name in gone:
        storage.delete(name)
    return len(gone)


def sweep_files_now() -> int:
    """`sweep_files` as of this moment."""
    return sweep_files(now=timezone.now())


def _delete_after_commit(name: str) -> None:
    transaction.on_commit(lambda: storages[STORAGE].delete(name))
