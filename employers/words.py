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
    "construction_energy": _("Construction and energy"),
    "early_childhood": _("Early childhood"),
    "health_care": _("Health care"),
    "hospitality": _("Hotels and restaurants"),
    "information_technology": _("Information technology"),
    "logistics": _("Warehouses and logistics"),
    "manufacturing": _("Manufacturing"),
    "office_insurance": _("Office and insurance"),
    "public_service": _("Public service"),
    "repair_trades": _("Repair trades"),
    "retail": _("Stores and sales"),
    "transportation": _("Transportation"),
}
