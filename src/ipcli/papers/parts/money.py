"""Money in sentences: what something costs, and what somebody who is appointed is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.papers.parts.names import names

if TYPE_CHECKING:
    from decimal import Decimal

    from ipcli.model.base import Cost
    from ipcli.model.instrument import Appointment
    from ipcli.papers.basis import Basis

_KINDS = {"one-off": "paid once", "yearly": "a year", "ceiling": "at most"}


def cost(basis: Basis, found: Cost) -> str:
    """Return a sentence on money: how much, of what kind, whence, and who agreed it."""
    amount, kind = "An amount that is not stated", ""
    if found.amount is not None:
        amount = f"{'About ' if found.about else ''}{_pounds(found.amount)}"
        kind = _KINDS.get(found.kind or "", "")
    parts = (amount, kind, f"for {found.for_}" if found.for_ else "")
    told = " ".join(filter(None, parts))
    told += f", from {found.source.rstrip('.')}" if found.source else ""
    if found.agreed:
        told += f"; agreed by {names(basis, found.agreed.by)}, {found.agreed.date}"
    return f"{told}. {found.text or ''}".strip()


def pay(appointment: Appointment) -> str:
    """Return what an appointment is paid, and for how many days; nothing where it is not known."""
    rate, days = appointment.day_rate, appointment.days_a_year
    told = f"{_pounds(rate)} a day" if rate is not None else ""
    if days is not None:
        most = f"at most {days} {'day' if days == 1 else 'days'} a year"
        told = f"{told}, {most}" if told else most
    return f"{told[0].upper()}{told[1:]}." if told else ""


def _pounds(amount: Decimal) -> str:
    """Return an amount as people write it: with pence, both places, only where there are any."""
    return f"£{amount:,.2f}".removesuffix(".00")
