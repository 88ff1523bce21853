"""The ledger of a pair as pages show it, the same for both sides."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from jobseekers.models import ProfileSkill
from matching.selectors import LineView
from skills.models import Importance

# Unlike the choices of the model these speak to neither side.
EVIDENCE_WORDS = {
    ProfileSkill.Evidence.CLAIMED: _("Own word"),
    ProfileSkill.Evidence.EXPERIENCE: _("Used in a job"),
    ProfileSkill.Evidence.EDUCATION: _("Learned in school or training"),
    ProfileSkill.Evidence.VERIFIED: _("Checked by staff, an issuer or an assessor"),
}


def ledger_rows(lines: Iterable[LineView]) -> list[dict[str, Any]]:
    """The lines as <c-ledger> takes them: points in hundredths, importance and evidence in words."""
    return [
        {
            "label": line.label,
            "status": line.status,
            "reason": line.reason,
            "earned": line.earned,
            "possible": line.possible,
            "importance": Importance(line.importance).label if line.importance else "",
            "evidence": EVIDENCE_WORDS[ProfileSkill.Evidence(line.evidence)]
            if line.evidence
            else "",
        }
        for line in lines
    ]
