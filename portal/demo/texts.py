"""Words that invented organisations and openings are made of."""

REGIONS = (
    "Quinnipiac",
    "Naugatuck Valley",
    "Farmington Valley",
    "Thames River",
    "Charter Oak",
    "Elm City",
    "Park City",
    "Brass City",
    "Silver City",
    "Rose City",
    "Whaling City",
    "Hat City",
    "Hardware City",
    "Long Wharf",
    "Litchfield Hills",
    "Saugatuck",
    "Housatonic",
    "Sleeping Giant",
    "Shoreline",
    "Mattatuck",
    "Pequonnock",
    "Coginchaug",
    "Hockanum",
    "Salmon Brook",
    "Talcott Ridge",
    "Hammonasset",
    "Quiet Corner",
    "Constitution",
    "Shetucket",
    "Mystic Harbor",
)

# Sector of the taxonomy: kinds of organisation, each with its NAICS code.
KINDS = {
    "health_care": (
        ("Hospital", "622110"),
        ("Medical Group", "621111"),
        ("Care Center", "623110"),
        ("Home Care", "621610"),
        ("Community Health", "621498"),
        ("Dental Partners", "621210"),
    ),
    "manufacturing": (
        ("Precision Machining", "332710"),
        ("Aerospace Components", "336412"),
        ("Tool and Die", "333514"),
        ("Plastics", "326199"),
        ("Marine Fabrication", "336611"),
        ("Medical Devices", "339112"),
    ),
    "construction_energy": (
        ("Builders", "236220"),
        ("Electric", "238210"),
        ("Mechanical", "238220"),
        ("Solar", "238210"),
        ("Roofing", "238160"),
        ("Paving", "237310"),
    ),
    "early_childhood": (
        ("Children's Center", "624410"),
        ("Early Learning", "624410"),
        ("Youth Programs", "624110"),
    ),
    "hospitality": (
        ("Inn", "721110"),
        ("Kitchen", "722511"),
        ("Bakery", "722515"),
        ("Catering", "722320"),
    ),
    "information_technology": (
        ("Systems", "541512"),
        ("Data Services", "518210"),
        ("Software", "541511"),
    ),
    "logistics": (
        ("Distribution", "493110"),
        ("Fulfillment", "493110"),
        ("Cold Storage", "493120"),
    ),
    "office_insurance": (
        ("Mutual Insurance", "524126"),
        ("Benefits Group", "524292"),
        ("Credit Union", "522130"),
        ("Accounting", "541211"),
    ),
    "public_service": (
        ("Library District", "519210"),
        ("Security Services", "561612"),
        ("Family Services", "624190"),
        ("Regional Authority", "921190"),
    ),
    "repair_trades": (
        ("Auto Care", "811111"),
        ("Heating and Cooling", "238220"),
        ("Appliance Repair", "811412"),
        ("Elevator Service", "238290"),
    ),
    "agriculture_environment": (
        ("Farm", "111998"),
        ("Nurseries", "111421"),
        ("Landscaping", "561730"),
        ("Recycling", "562920"),
    ),
    "education": (
        ("Public Schools", "611110"),
        ("Adult Education", "611710"),
        ("Learning Center", "611691"),
    ),
    "life_sciences": (
        ("Biotherapeutics", "325414"),
        ("Research Labs", "541714"),
        ("Diagnostics", "621511"),
    ),
    "media_design": (
        ("Print Works", "323111"),
        ("Design Studio", "541430"),
        ("Event Productions", "711310"),
    ),
    "personal_care": (
        ("Hair Studio", "812112"),
        ("Fitness", "713940"),
        ("Pet Care", "812910"),
    ),
    "retail": (
        ("Market", "445110"),
        ("Hardware", "444140"),
        ("Pharmacy", "456110"),
        ("Outfitters", "458110"),
    ),
    "transportation": (
        ("Transit", "485113"),
        ("Freight", "484121"),
        ("School Bus", "485410"),
    ),
}
OTHER_KINDS = (("Services", "561110"), ("Group", "551114"))

# After a comma in a title, where there is one shift and it is not the day's.
SHIFTS = {
    "evening": "evenings",
    "night": "nights",
    "weekend": "weekends",
    "rotating": "rotating shifts",
}

BENEFITS = (
    "Health, dental and vision plans from the first month. Paid holidays and sick days. 401(k)"
    " with a match. Help with tuition.",
    "Health plan after 60 days, two weeks of paid time off, paid sick days, and a retirement plan.",
    "Paid sick days as the law asks, free uniforms, meals at work and a flexible schedule.",
    "Full benefits for 30 hours a week or more: health plan, life insurance, paid time off. Paid"
    " training.",
    "Health plan, paid vacation, tool allowance, overtime pay and paid safety training.",
    "Union benefits: health plan, pension, paid holidays, and raises by the contract.",
    "Paid sick days, employee discount, and help with bus passes.",
)

TEAM = (
    "You join a small team where people know each other by name.",
    "You work beside people who have done this for years and like to show how.",
    "You get a mentor for your first three months.",
    "The team is busy, friendly and careful with each other's time.",
)
TRAINING = (
    "We train on the job, and you are paid while you learn.",
    "Half of our leads started in this job.",
    "We pay for the courses that help you move up.",
    "We look at what you can do, not at where you learned it.",
)
GETTING_HERE = (
    "A bus stops within a short walk.",
    "There is free parking.",
    "The building is step-free.",
    "We help with rides from the train station.",
)
ABOUT = "{name} has served people around {town} for many years."
DECLINED = "We could not reach anybody at the phone number given."
