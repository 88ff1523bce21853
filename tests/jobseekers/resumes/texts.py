"""A résumé of the small taxonomy's warehouse."""

RESUME = """Ana Rivera
New Haven, CT 06511 | ana@example.org

Experience
Stocker, Elm City Works    Jan 2019 - Present
- Forklift operation and inventory every night
Cashier, Harbor Market    March 2016 - Dec 2018

Skills
Forklift operation (expert), teamwork

Education
Wilbur Cross High School, diploma 2015

Certifications
Forklift operator card, valid until 06/2031
"""
