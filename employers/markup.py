"""A posting as schema.org JobPosting, for search engines."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.html import linebreaks

from employers.models import Posting
from portal.common.places import place_of_zip
from portal.common.words import WorkMode
from skills.models import EducationLevel

FULL_TIME_HOURS = 35
_CREDENTIALS = {
    EducationLevel.HS: "high school",
    EducationLevel.CERTIFICATE: "professional certificate",
    EducationLevel.ASSOCIATE: "associate degree",
    EducationLevel.BACHELOR: "bachelor degree",
    EducationLevel.MASTER: "postgraduate degree",
    EducationLevel.DOCTORATE: "postgraduate degree",
}


def job_posting(posting: Posting, url: str) -> dict[str, Any]:
    """The JSON-LD of a public posting (organisation, occupation and requirements loaded).

    What the posting does not say is left out, never guessed.
    """
    organisation: dict[str, Any] = {"@type": "Organization", "name": posting.organisation.name}
    if posting.organisation.website:
        organisation["sameAs"] = posting.organisation.website
    whole = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "url": url,
        "identifier": {
            "@type": "PropertyValue",
            "name": posting.organisation.name,
            "value": str(posting.pk),
        },
        "title": posting.title,
        "description": linebreaks(posting.description, autoescape=True),
        "datePosted": _day(posting.published_at),
        "validThrough": _end_of(posting),
        "hiringOrganization": organisation,
        "baseSalary": _salary(posting),
        "jobBenefits": posting.benefits,
        "employmentType": _employment_type(posting),
        "workHours": posting.hours_a_week and f"{posting.hours_a_week} hours a week",
        "jobStartDate": posting.starts_on and posting.starts_on.isoformat(),
        "occupationalCategory": posting.occupation
        and f"{posting.occupation.code} {posting.occupation.label_en}",
        "skills": ", ".join(asked.skill.label for asked in posting.requirements.all()),
        **_place(posting),
        **_asked(posting),
    }
    return {name: value for name, value in whole.items() if value not in (None, "", {})}


def _day(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).date().isoformat() if moment else None


def _end_of(posting: Posting) -> str | None:
    if posting.closes_on is None:
        return None
    return timezone.make_aware(datetime.combine(posting.closes_on, time(23, 59, 59))).isoformat()


def _salary(posting: Posting) -> dict[str, Any] | None:
    if posting.wage_min is None:
        return None
    low = float(posting.wage_min)
    high = float(posting.wage_max) if posting.wage_max is not None else low
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": posting.wage_period}
    value |= {"value": low} if low == high else {"minValue": low, "maxValue": high}
    return {"@type": "MonetaryAmount", "currency": "USD", "value": value}


def _employment_type(posting: Posting) -> str | None:
    if posting.hours_a_week is None:
        return None
    return "FULL_TIME" if posting.hours_a_week >= FULL_TIME_HOURS else "PART_TIME"


def _place(posting: Posting) -> dict[str, Any]:
    place = place_of_zip(posting.zip) if posting.zip else None
    found: dict[str, Any] = {}
    if place:
        found["jobLocation"] = {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": posting.town,
                "addressRegion": place.state,
                "postalCode": posting.zip,
                "addressCountry": "US",
            },
        }
    if posting.work_mode == WorkMode.REMOTE:
        found["jobLocationType"] = "TELECOMMUTE"
        if not place:
            found["applicantLocationRequirements"] = {"@type": "Country", "name": "USA"}
    return found


def _asked(posting: Posting) -> dict[str, Any]:
    """Schooling and experience; whether work counts instead of a degree is said, too."""
    asked: dict[str, Any] = {}
    if posting.education:
        category = _CREDENTIALS.get(EducationLevel(posting.education))
        if category:
            asked["educationRequirements"] = {
                "@type": "EducationalOccupationalCredential",
                "credentialCategory": category,
            }
            asked["experienceInPlaceOfEducation"] = posting.education_or_equivalent
    if posting.months_experience:
        asked["experienceRequirements"] = {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": posting.months_experience,
        }
    return asked
