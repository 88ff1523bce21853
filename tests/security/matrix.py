"""Who may do what: a row for every address, an answer for every kind of person."""

from dataclasses import dataclass, field

OK, SIGN_IN, FORBIDDEN, MISSING = "ok", "sign in", "forbidden", "missing"

PEOPLE = ("nobody", "owner", "other", "a_owner", "a_viewer", "b_owner", "staff")
"""A jobseeker, another jobseeker, employer A's owner and viewer, employer B's owner, staff."""


def _answers(*answers: str) -> dict[str, str]:
    return dict(zip(PEOPLE, answers, strict=True))


_NO = FORBIDDEN
PUBLIC = dict.fromkeys(PEOPLE, OK)
SIGNED_IN = _answers(SIGN_IN, OK, OK, OK, OK, OK, OK)
JOBSEEKERS = _answers(SIGN_IN, OK, OK, _NO, _NO, _NO, _NO)
OWN_PROFILE = _answers(SIGN_IN, OK, MISSING, _NO, _NO, _NO, _NO)
EMPLOYERS = _answers(SIGN_IN, _NO, _NO, OK, OK, OK, _NO)
MEMBERS = _answers(SIGN_IN, _NO, _NO, OK, OK, MISSING, _NO)
WRITERS = _answers(SIGN_IN, _NO, _NO, OK, _NO, MISSING, _NO)
STAFF = _answers(SIGN_IN, _NO, _NO, _NO, _NO, _NO, OK)
WRITERS_ANYWHERE = _answers(SIGN_IN, _NO, _NO, OK, _NO, OK, _NO)
"""Whoever may write for the organisation that the body names: here always employer A's."""


@dataclass(frozen=True)
class Row:
    """What each method of an address answers to whom; a method without answers does not exist."""

    methods: dict[str, dict[str, str]]
    args: tuple[str, ...] = ()
    body: dict[str, str] = field(default_factory=dict)


def _reads(answers: dict[str, str], *args: str) -> Row:
    return Row({"get": answers}, args)


def _acts(answers: dict[str, str], *args: str) -> Row:
    return Row({"post": answers}, args)


def _both(reads: dict[str, str], writes: dict[str, str], *args: str) -> Row:
    return Row({"get": reads, "post": writes}, args)


PAGES = {
    "healthz": _reads(PUBLIC),
    "readyz": _reads(PUBLIC),
    "home": _reads(PUBLIC),
    "skill_options": _reads(PUBLIC),
    "occupation_options": _reads(PUBLIC),
    "credential_options": _reads(PUBLIC),
    "job_list": _reads(PUBLIC),
    "for_you": _both(PUBLIC, PUBLIC),
    "job": _reads(PUBLIC, "posting_slug"),
    "profile": _reads(JOBSEEKERS),
    "profile_about": _both(JOBSEEKERS, JOBSEEKERS),
    "profile_schooling": _both(JOBSEEKERS, JOBSEEKERS),
    "profile_wishes": _both(JOBSEEKERS, JOBSEEKERS),
    "skill_add": _both(JOBSEEKERS, JOBSEEKERS),
    "skill_save": _acts(OWN_PROFILE, "skill"),
    "skill_remove": _acts(OWN_PROFILE, "skill"),
    "own_skill_add": _acts(JOBSEEKERS),
    "own_skill_remove": _acts(OWN_PROFILE, "own"),
    "own_skill_take": _acts(OWN_PROFILE, "own"),
    "job_new": _both(JOBSEEKERS, JOBSEEKERS),
    "job_edit": _both(OWN_PROFILE, OWN_PROFILE, "job"),
    "job_remove": _acts(OWN_PROFILE, "job"),
    "credential_new": _both(JOBSEEKERS, JOBSEEKERS),
    "credential_edit": _both(OWN_PROFILE, OWN_PROFILE, "credential"),
    "credential_remove": _acts(OWN_PROFILE, "credential"),
    "profile_restore": _acts(JOBSEEKERS, "token"),
    "resume_upload": _both(JOBSEEKERS, JOBSEEKERS),
    "resume_confirm": _both(JOBSEEKERS, JOBSEEKERS),
    "resume_file": _reads(OWN_PROFILE, "resume"),
    "resume_remove": _both(OWN_PROFILE, OWN_PROFILE, "resume"),
    "privacy": _both(JOBSEEKERS, JOBSEEKERS),
    "matches": _reads(JOBSEEKERS),
    "match": _reads(JOBSEEKERS, "posting"),
    "careers": _reads(JOBSEEKERS),
    "changes": _reads(JOBSEEKERS),
    "employer_home": _reads(EMPLOYERS),
    "organisation_new": _both(EMPLOYERS, EMPLOYERS),
    "organisation": _both(MEMBERS, WRITERS, "organisation"),
    "organisation_resubmit": _acts(WRITERS, "organisation"),
    "member_add": _acts(WRITERS, "organisation"),
    "member_change": _acts(WRITERS, "organisation", "member"),
    "member_remove": _both(WRITERS, WRITERS, "organisation", "member"),
    "posting_new": _both(WRITERS_ANYWHERE, WRITERS_ANYWHERE),
    "posting_edit": _both(MEMBERS, WRITERS, "posting"),
    "posting_asks": _acts(WRITERS, "posting"),
    "posting_preview": _reads(MEMBERS, "posting"),
    "posting_close": _both(WRITERS, WRITERS, "posting"),
    "posting_reopen": _both(WRITERS, WRITERS, "posting"),
    "posting_delete": _both(WRITERS, WRITERS, "posting"),
    "posting_pool": _both(MEMBERS, MEMBERS, "posting"),
    "candidates": _reads(MEMBERS, "posting"),
    "candidate": _reads(MEMBERS, "posting", "ref"),
    "candidate_changes": _reads(MEMBERS, "posting"),
    "staff_home": _reads(STAFF),
    "staff_organisations": _reads(STAFF),
    "staff_organisation": _reads(STAFF, "organisation"),
    "staff_verify": _both(STAFF, STAFF, "organisation"),
    "staff_decline": _both(STAFF, STAFF, "organisation"),
    "staff_relations": _reads(STAFF),
    "staff_skill": _reads(STAFF, "skill"),
    "staff_relation": _both(STAFF, STAFF, "skill", "other_skill"),
    "staff_take_back": _acts(STAFF, "skill", "other_skill"),
    "staff_words": _reads(STAFF),
    "staff_matching": _reads(STAFF),
    "staff_pause": _both(STAFF, STAFF),
    "staff_resume": _acts(STAFF),
    "staff_set_aside": _reads(STAFF),
    "staff_retry": _acts(STAFF),
}

API = {
    "api:token": _acts(PUBLIC),
    "api:skills": _reads(PUBLIC),
    "api:extract": Row({"post": PUBLIC}, body={"text": "Forklift experience"}),
    "api:occupations": _reads(PUBLIC),
    "api:occupation-skills": _reads(PUBLIC, "code"),
    "api:postings": _reads(PUBLIC),
    "api:schema": _reads(PUBLIC),
    "api:docs": _reads(PUBLIC),
    "api:unknown": _reads(dict.fromkeys(PEOPLE, MISSING), "rest"),
    "api:my-profile": Row({"get": JOBSEEKERS, "put": JOBSEEKERS, "patch": JOBSEEKERS}),
    "api:my-matches": _reads(JOBSEEKERS),
    "api:my-careers": _reads(JOBSEEKERS),
    "api:my-match": _reads(JOBSEEKERS, "posting"),
    "api:my-changes": _reads(JOBSEEKERS),
    "api:candidate-changes": _reads(MEMBERS, "posting"),
    "api:candidates": _reads(MEMBERS, "posting"),
    "api:candidate": _reads(MEMBERS, "posting", "ref"),
    "api:simulate": _acts(MEMBERS, "posting"),
    "api:employer-posting-list": Row(
        {"get": EMPLOYERS, "post": WRITERS_ANYWHERE}, body={"title": "Baker"}
    ),
    "api:employer-posting-detail": Row(
        {"get": MEMBERS, "put": WRITERS, "patch": WRITERS, "delete": WRITERS}, ("posting",)
    ),
    "api:employer-posting-publish": _acts(WRITERS, "posting"),
    "api:employer-posting-close": _acts(WRITERS, "posting"),
    "api:employer-posting-reopen": _acts(WRITERS, "posting"),
}

# django-allauth's own pages, which its own tests cover: here only who gets in at all.
ENTRANCE = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "account_request_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
OWN_ACCOUNT = {
    "admin_password_change",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}

# What anybody may read without an account. Everything else asks for one.
PUBLIC_NAMES = {
    "healthz",
    "readyz",
    "home",
    "skill_options",
    "occupation_options",
    "credential_options",
    "job_list",
    "for_you",
    "job",
    "api:token",
    "api:skills",
    "api:extract",
    "api:occupations",
    "api:occupation-skills",
    "api:postings",
    "api:schema",
    "api:docs",
    "api:unknown",
    # The admin's own sign-in page, which sends everybody to the portal's.
    "admin:login",
} | ENTRANCE
