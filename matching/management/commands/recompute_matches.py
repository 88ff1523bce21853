"""`recompute_matches`: marks lists to be computed anew; the workers do it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from employers.models import Posting
from jobseekers.models import Profile
from matching import outbox


class Command(BaseCommand):
    help = "Marks matches to be computed anew: of everything, of a profile, or of a posting."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--all", action="store_true", help="everything (the default)")
        which.add_argument("--profile", type=int, metavar="ID")
        which.add_argument("--posting", type=int, metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:
        reason = "asked by command"
        with transaction.atomic():
            if (id := options["profile"]) is not None:
                revision = _revision(Profile, id)
                outbox.mark_profile_dirty(profile_id=id, revision=revision, reason=reason)
                marked = f"Profile {id}"
            elif (id := options["posting"]) is not None:
                revision = _revision(Posting, id)
                outbox.mark_posting_dirty(posting_id=id, revision=revision, reason=reason)
                marked = f"Posting {id}"
            else:
                outbox.mark_all_dirty(reason=reason)
                marked = "Everything"
        self.stdout.write(f"{marked} is marked; the workers compute it.")


def _revision(model: type[Profile] | type[Posting], id: int) -> int:
    revision = model.objects.filter(pk=id).values_list("revision", flat=True).first()
    if revision is None:
        raise CommandError(f"There is no {model._meta.verbose_name} {id}.")
    return revision
