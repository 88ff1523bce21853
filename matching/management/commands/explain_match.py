"""`explain_match`: one person and one posting in words, for whoever helps them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from employers.models import Posting
from jobseekers.models import Profile
from matching.selectors import candidate_for, match_for
from matching.views.ledger_text import ledger_text


class Command(BaseCommand):
    help = "Prints how a profile fits a public posting, line by line, as the person may read it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("profile", metavar="REF", help="the profile's reference")
        parser.add_argument("posting", type=int, metavar="POSTING", help="the posting's number")
        parser.add_argument("--language", default="en", choices=["en", "es"])
        parser.add_argument("--for-employer", action="store_true", help="as the employer reads it")

    def handle(self, *args: Any, **options: Any) -> None:
        for_employer = options["for_employer"]
        with translation.override(options["language"]):
            try:
                posting = Posting.objects.select_related("organisation").get(pk=options["posting"])
                profile = Profile.objects.get(ref=options["profile"])
                match = (
                    candidate_for(posting, profile.ref)
                    if for_employer
                    else match_for(profile, posting)
                )
            except (Posting.DoesNotExist, Profile.DoesNotExist):
                match = None
            if match is None:
                raise CommandError("No such match.")
            self.stdout.write(ledger_text(match, for_employer=for_employer))
