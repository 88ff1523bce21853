"""Words about a profile that people other than its owner read too."""

from django.utils.translation import gettext_lazy as _

from jobseekers.models import ProfileSkill

# Unlike the choices of the model these speak to nobody: both sides read them.
EVIDENCE_WORDS = {
    ProfileSkill.Evidence.CLAIMED: _("Own word"),
    ProfileSkill.Evidence.EXPERIENCE: _("Used in a job"),
    ProfileSkill.Evidence.EDUCATION: _("Learned in school or training"),
    ProfileSkill.Evidence.VERIFIED: _("Checked by staff, an issuer or an assessor"),
}


def evidence_words(evidence: str) -> str:
    """Where a skill comes from (a ProfileSkill.Evidence value), in words for both sides."""
    return str(EVIDENCE_WORDS[ProfileSkill.Evidence(evidence)])
