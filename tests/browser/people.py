"""Steps that several journeys share."""

import re

from django.core import mail
from playwright.sync_api import expect

from tests.browser.visits import Visit

PASSWORD = "seven-calm-harbours"


def sign_up(person: Visit, email: str, role: str) -> None:
    """From the front page to an account, with the code that was mailed."""
    person.open("/")
    person.follow("Sign up")
    person.sees_heading("Make an account")
    person.tick(role)
    person.write("E-mail address", email)
    person.write("Password", PASSWORD)
    person.press("Make my account")
    person.sees_heading("Check your e-mail")
    person.write("Code", code_sent_to(email))
    person.press("Go on")


def code_sent_to(email: str) -> str:
    """The code in the newest message to this address."""
    message = next(each for each in reversed(mail.outbox) if each.to == [email])
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", message.body, re.MULTILINE)
    assert code, message.body
    return code[1]


def ledger_adds_up(person: Visit) -> int:
    """The lines of the ledger add up to the fit; returns it in hundredths."""
    points = [
        tuple(round(float(number) * 100) for number in re.findall(r"\d+\.\d\d", cell))
        for cell in person.main.locator("tbody .ledger__points").all_inner_texts()
    ]
    total = person.main.locator("tfoot .ledger__points").inner_text()
    fit, possible = (round(float(number) * 100) for number in re.findall(r"\d+\.\d\d", total))
    assert points
    assert sum(earned for earned, _ in points) == fit
    assert sum(asked for _, asked in points) == possible == 10_000
    expect(person.main.locator(".band__fit").first).to_contain_text(str(fit // 100))
    return fit
