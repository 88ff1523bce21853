"""A résumé as it is given, and what was read from it as its owner confirms it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from jobseekers.forms.details import date_input
from jobseekers.forms.jobs import JobForm
from jobseekers.models import ProfileSkill
from jobseekers.resumes.documents import MAX_BYTES, Problem
from jobseekers.resumes.proposal import MOST_CREDENTIALS, MOST_JOBS, MOST_SKILLS, Proposal
from jobseekers.resumes.reader.limits import MAX_CHARACTERS
from jobseekers.services import CredentialClaim, JobClaim, SkillClaim
from skills.models import Alias, Concept, EducationLevel, SkillLevel
from skills.selectors import credentials_by_codes, skills_by_codes

_ACCEPT = ".pdf,.docx,.txt,application/pdf,text/plain"


class ResumeForm(forms.Form):
    """A file, or the text itself; and whether the file is to be kept."""

    file = forms.FileField(
        label=_("Your résumé as a file"),
        help_text=_("PDF, Word (.docx) or plain text, up to 5 MB and 50 pages."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
    )
    keep = forms.BooleanField(
        label=_("Keep the file in my account, so that I can download it again"),
        required=False,
    )
    text = forms.CharField(
        label=_("The text of your résumé"),
        help_text=_("Paste it here, in English or Spanish."),
        required=False,
        max_length=MAX_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_file(self) -> Any:
        """The file, unless it is larger than what was read of it."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(Problem.TOO_LARGE.label)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        nothing = not cleaned.get("file") and not cleaned.get("text", "").strip()
        if nothing and not self.errors:
            self.add_error("file", _("Choose a file, or paste the text."))
        return cleaned


class _QuotedForm(forms.Form):
    """Something that was read: whether to take it, and the words it came from within their line."""

    take = forms.BooleanField(required=False)
    quote = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    words = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    @property
    def quoted(self) -> tuple[str, str, str]:
        """The quote: what stands before the words, the words, and what stands after them."""
        line, words = (str(self[name].value() or "") for name in ("quote", "words"))
        return line.partition(words) if words else (line, "", "")


class _FoundForm(_QuotedForm):
    """A concept that was read, by its code."""

    code = forms.CharField(max_length=120, widget=forms.HiddenInput)

    concept: Any = None
    is_held = False

    @property
    def is_taken(self) -> bool:
        return bool(self.cleaned_data.get("take")) and self.concept is not None and not self.is_held


class FoundSkillForm(_FoundForm):
    """A skill that was read, with the level that its owner states.

    `last_used` is the year of its last use in a job, where the résumé names it under one.
    """

    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    last_used = forms.IntegerField(required=False, widget=forms.HiddenInput)
    level = forms.TypedChoiceField(
        label=_("How well"),
        choices=[("", _("Not sure")), *SkillLevel.choices],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the five answers.")},
    )

    @property
    def is_sure(self) -> bool:
        """Whether the reading was sure of it."""
        return str(self["sure"].value()) == "True"


class FoundCredentialForm(_FoundForm):
    """A credential that was read, and until when it is valid."""

    expires_on = forms.DateField(label=_("Valid until"), required=False, widget=date_input())


class FoundJobForm(_QuotedForm, JobForm):
    """A job that was read. One that is not taken is not checked."""

    def full_clean(self) -> None:
        if self.is_bound and not self.data.get(self.add_prefix("take")):
            self._errors = ErrorDict()
            self.cleaned_data = {"take": False}
            return
        super().full_clean()

    @property
    def is_taken(self) -> bool:
        return bool(self.cleaned_data.get("take"))

    @property
    def first(self) -> str:
        """The first month, in words; empty where it is not known."""
        return self._month_in_words("started")

    @property
    def last(self) -> str:
        """The last month, in words; empty for a job that goes on, and where it is not known."""
        return "" if self.is_current else self._month_in_words("ended")

    @property
    def is_current(self) -> bool:
        return bool(self["current"].value())

    @property
    def is_complete(self) -> bool:
        """Whether there is nothing to add before it can be saved."""
        return bool(self["title"].value() and self.first and (self.last or self.is_current))

    def _month_in_words(self, end: str) -> str:
        month, year = (str(self[f"{end}_{part}"].value() or "") for part in ("month", "year"))
        if not (month.isdecimal() and int(month) in MONTHS and year.isdecimal()):
            return ""
        return _("%(month)s %(year)s") % {"month": MONTHS[int(month)], "year": year}


class FoundDetailsForm(forms.Form):
    """Schooling and ZIP code that were read."""

    education = forms.TypedChoiceField(
        label=_("Highest schooling you finished"),
        choices=[
            ("", _("Leave it as it is in my profile")),
            (EducationLevel.NONE.value, _("None")),
            *EducationLevel.choices[1:],
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    quote = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    zip = forms.RegexField(
        r"^\d{5}$",
        label=_("ZIP code"),
        help_text=_("To work out how far each job is. Employers only see a rough distance."),
        required=False,
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("A ZIP code has five digits.")},
    )
    asks_zip = forms.BooleanField(required=False, widget=forms.HiddenInput)
    language = forms.ChoiceField(
        choices=Alias.Language.choices, required=False, widget=forms.HiddenInput
    )

    @property
    def is_zip_asked(self) -> bool:
        """Whether a ZIP code was read that the profile lacks."""
        return str(self["asks_zip"].value()) == "True"


def _rows(form: type[forms.Form], most: int) -> type[BaseFormSet]:
    return formset_factory(form, extra=0, max_num=most, absolute_max=most, validate_max=True)


_SkillRows = _rows(FoundSkillForm, MOST_SKILLS)
_CredentialRows = _rows(FoundCredentialForm, MOST_CREDENTIALS)
_JobRows = _rows(FoundJobForm, MOST_JOBS)
_Lookup = Callable[[list[str]], Mapping[str, Concept]]


@dataclass(frozen=True)
class Held:
    """The ids of the skills and credentials that a profile has already."""

    skills: frozenset[int]
    credentials: frozenset[int]


class Confirmation:
    """The whole page of what was read: from a `proposal` at first, then from what was sent.

    It carries all that it shows, so that nothing is lost when it comes back with errors.
    """

    def __init__(
        self,
        *,
        held: Held,
        proposal: Proposal | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        first = proposal
        self.skills = _SkillRows(data, prefix="skills", initial=first.skills if first else None)
        self.jobs = _JobRows(
            data, prefix="jobs", initial=first.jobs if first else None, auto_id="%s"
        )
        self.credentials = _CredentialRows(
            data, prefix="credentials", initial=first.credentials if first else None
        )
        details = None
        if first:
            asks_zip = bool(first.details["zip"])
            details = {**first.details, "asks_zip": asks_zip, "language": first.language}
        self.details = FoundDetailsForm(data, prefix="details", initial=details)
        _name(self.skills, skills_by_codes, held.skills)
        _name(self.credentials, credentials_by_codes, held.credentials)

    @property
    def language(self) -> str:
        """The language of the résumé: of the quotes, titles and employers' names."""
        value = self.details["language"].value()
        return str(value) if value in Alias.Language.values else str(Alias.Language.EN)

    @property
    def sections(self) -> tuple[BaseFormSet, ...]:
        return self.skills, self.jobs, self.credentials

    def is_valid(self) -> bool:
        return all([*(rows.is_valid() for rows in self.sections), self.details.is_valid()])

    @property
    def claims(self) -> dict[str, Any]:
        """What `services.confirm_resume` takes, once it is valid."""
        details = self.details.cleaned_data
        changed = {name: details[name] for name in ("education", "zip")}
        return {
            "skills": [_skill_claim(form) for form in _taken(self.skills)],
            "jobs": [JobClaim(**form.values) for form in _taken(self.jobs)],
            "credentials": [
                CredentialClaim(credential=form.concept, expires_on=form.cleaned_data["expires_on"])
                for form in _taken(self.credentials)
            ],
            "details": {name: value for name, value in changed.items() if value not in (None, "")},
        }

    def errors(self) -> Iterator[tuple[str, str]]:
        """What is to be put right, each as (id of its field or "", words)."""
        for rows in self.sections:
            for message in rows.non_form_errors():
                yield "", str(message)
            for form in rows.forms:
                yield from _errors(form)
        yield from _errors(self.details)


def _name(rows: BaseFormSet, lookup: _Lookup, held: frozenset[int]) -> None:
    """Gives each row its concept, in one query; a row whose concept is not known has none."""
    codes = [str(form["code"].value() or "") for form in rows.forms]
    concepts = lookup(codes) if codes else {}
    for form, code in zip(rows.forms, codes, strict=True):
        form.concept = concepts.get(code)
        form.is_held = form.concept is not None and form.concept.pk in held


def _skill_claim(form: FoundSkillForm) -> SkillClaim:
    last_used = form.cleaned_data.get("last_used")
    evidence = ProfileSkill.Evidence.EXPERIENCE if last_used else ProfileSkill.Evidence.CLAIMED
    return SkillClaim(
        skill=form.concept,
        level=form.cleaned_data["level"],
        evidence=evidence,
        last_used=last_used,
    )


def _taken(rows: BaseFormSet) -> list[Any]:
    return [form for form in rows.forms if form.is_taken]


def _errors(form: forms.Form) -> Iterator[tuple[str, str]]:
    for message in form.non_field_errors():
        yield "", str(message)
    for field in form.visible_fields():
        for message in field.errors:
            yield field.id_for_label or field.auto_id, f"{field.label}: {message}"
