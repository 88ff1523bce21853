"""People without an account: what they have said, kept in their session alone, as a profile."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from jobseekers.dates import months_worked
from jobseekers.models import Profile
from jobseekers.services import CredentialClaim, SkillClaim, confirm_resume
from matching import engine
from matching.snapshots import ProfileSnapshot, with_satisfied
from portal.common.places import place_of_zip
from skills.models import Credential, Skill
from skills.reading.read import read_resume
from skills.reading.stock import lexicon_in_use, meaning_in_use
from skills.reading.sureness import SHOWN_FROM
from skills.selectors import credentials_satisfied
from skills.typical import skills_used_in

VISITOR_ID = 0
"""The profile id of a visitor: no row has it."""

SESSION_KEY = "visitor"
_MOST_SKILLS = 60
_MOST_JOBS = 20


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a visitor has said, by ids of the taxonomy.

    `offered` are the skills that their words and jobs bring, `skills` those of them that they say
    they have; `jobs` are (occupation, months); `title` is the job they named, in their words.
    """

    zip: str = ""
    title: str = ""
    jobs: tuple[tuple[int, int], ...] = ()
    offered: tuple[int, ...] = ()
    skills: tuple[int, ...] = ()
    credentials: tuple[int, ...] = ()
    education: int | None = None

    @property
    def snapshot(self) -> ProfileSnapshot:
        """The visitor as matching sees them; skills without levels, since nobody asked for any."""
        return ProfileSnapshot(
            input=engine.ProfileInput(
                id=VISITOR_ID,
                skills=tuple(engine.HeldSkill(skill, None) for skill in self.skills),
                experience=tuple(engine.Experience(*job) for job in self.jobs),
                education=None if self.education is None else engine.Education(self.education),
                credentials=with_satisfied(
                    ((one, None) for one in self.credentials), credentials_satisfied()
                ),
            ),
            birth_date=None,
            visible=False,
            through={},
        )

    @property
    def profile(self) -> Profile:
        """An unsaved profile that lives where the visitor does."""
        place = place_of_zip(self.zip)
        return Profile(
            pk=VISITOR_ID,
            zip=self.zip,
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
        )


def visitor_of(session: Mapping[str, Any]) -> Visitor | None:
    """Who has said something in this session; None where nobody has, or in another form."""
    kept = session.get(SESSION_KEY)
    try:
        return Visitor(**{**kept, **_tuples(kept)}) if kept else None
    except (TypeError, KeyError):
        return None


def keep_visitor(session: Any, visitor: Visitor) -> None:
    """Keeps what was said in the session, and nowhere else."""
    session[SESSION_KEY] = asdict(visitor)


def forget_visitor(session: Any) -> None:
    """Forgets what was said."""
    session.pop(SESSION_KEY, None)


def take_over(*, profile: Profile, visitor: Visitor) -> bool:
    """Adds to a new profile what its owner said as a visitor; tells whether anything was added.

    Skills come as claimed, without a level. Jobs stay out: a profile's have dates, which nobody has
    stated.
    """
    details: dict[str, Any] = {"zip": visitor.zip} if visitor.zip else {}
    if visitor.education is not None:
        details["education"] = visitor.education
    skills = Skill.objects.filter(pk__in=visitor.skills, retired=False).order_by("pk")
    credentials = Credential.objects.filter(pk__in=visitor.credentials, retired=False)
    added = confirm_resume(
        profile=profile,
        skills=[SkillClaim(skill=skill) for skill in skills],
        credentials=[CredentialClaim(credential=one) for one in credentials.order_by("pk")],
        details=details,
    )
    return bool(added)


def listen(
    *, zip_code: str, title: str, occupation: int | None, months: int, words: str, today: date
) -> Visitor:
    """What a past job (title, occupation, months) and pasted words say of a person.

    The skills are those that such jobs use and those that the words name; all count as held until
    the visitor says otherwise. The words are read and forgotten.
    """
    skills = [used.skill_id for used in skills_used_in(occupation)] if occupation else []
    jobs = [(occupation, months)] if occupation else []
    credentials: list[int] = []
    education = None
    if words:
        read = read_resume(words, lexicon=lexicon_in_use(), as_of=today, semantic=meaning_in_use())
        skills += [
            found.skill
            for found in sorted(read.skills, key=lambda one: -one.score)
            if found.source == "words" and found.score >= SHOWN_FROM
        ]
        credentials = [found.credential for found in read.credentials if found.score >= SHOWN_FROM]
        education = read.education
        jobs += [
            (job.occupations[0], months_worked(job.started, job.ended, today))
            for job in read.jobs
            if job.occupations and job.started
        ]
    offered = tuple(dict.fromkeys(skills))[:_MOST_SKILLS]
    return Visitor(
        zip=zip_code,
        title=title,
        jobs=tuple(jobs[:_MOST_JOBS]),
        offered=offered,
        skills=offered,
        credentials=tuple(dict.fromkeys(credentials)),
        education=None if education is None else int(education),
    )


def _tuples(kept: Mapping[str, Any]) -> dict[str, Any]:
    """A session keeps JSON, which has lists alone."""
    return {
        "jobs": tuple((int(occupation), int(months)) for occupation, months in kept["jobs"]),
        "offered": tuple(kept["offered"]),
        "skills": tuple(kept["skills"]),
        "credentials": tuple(kept["credentials"]),
    }
