"""Words of the job pages that no model has."""

from django.utils.translation import gettext_lazy as _

# How well a skill is asked, said to the reader of a posting. None is the absence of a level.
LEVEL_WORDS = {
    None: _("Any level"),
    1: _("With help"),
    2: _("On your own"),
    3: _("The hard cases too"),
    4: _("Well enough to teach others"),
}
SECTORS = {
    "agriculture_environment": _("Farms, gardens and environment"),
    "construction_energy": _("Construction and energy"),
    "early_childhood": _("Early childhood"),
    "education": _("Schools and education"),
    "health_care": _("Health care"),
    "hospitality": _("Hotels and restaurants"),
    "information_technology": _("Information technology"),
    "life_sciences": _("Biotech and pharma"),
    "logistics": _("Warehouses and logistics"),
    "manufacturing": _("Manufacturing"),
    "media_design": _("Media, design and events"),
    "office_insurance": _("Office and insurance"),
    "personal_care": _("Hair, beauty and personal services"),
    "public_service": _("Public service"),
    "repair_trades": _("Repair trades"),
    "retail": _("Stores and sales"),
    "transportation": _("Transportation"),
}
