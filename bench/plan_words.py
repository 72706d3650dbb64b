"""The words of a generated plan: roles, bodies, themes and prose with the length of real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

THEMES = (
    ("LG", "Leadership and governance"),
    ("FN", "Financial sustainability"),
    ("CS", "Children's services"),
    ("AD", "Adult social care"),
    ("HO", "Housing and regulatory compliance"),
    ("PR", "Procurement and contract management"),
    ("WF", "Workforce and culture"),
    ("AC", "Assets and capital programme"),
    ("CO", "Community engagement"),
    ("DT", "Data, digital and technology"),
)
OFFICERS = (
    ("chief-executive", "Chief Executive"),
    ("director-of-finance", "Director of Finance (section 151 officer)"),
    ("monitoring-officer", "Monitoring Officer"),
    ("director-of-childrens-services", "Director of Children's Services"),
    ("director-of-adult-social-care", "Director of Adult Social Care"),
    ("director-of-housing", "Director of Housing"),
    ("head-of-procurement", "Head of Procurement"),
    ("chief-people-officer", "Chief People Officer"),
    ("head-of-legal-services", "Head of Legal Services"),
    ("assistant-director-assets", "Assistant Director: Assets"),
    ("chief-digital-officer", "Chief Digital Officer"),
    ("head-of-democratic-services", "Head of Democratic Services"),
    ("head-of-communications", "Head of Communications"),
)
OTHER_ROLES = (
    ("programme-office", "Programme Office", "team"),
    ("internal-audit", "Head of Internal Audit", "officer"),
    ("commissioners", "Commissioners", "commissioner"),
)
BODIES = (
    ("council", "Full Council", "council", "decides"),
    ("cabinet", "Cabinet", "executive", "decides"),
    ("improvement-board", "Improvement and Assurance Board", "board", "decides"),
    ("audit-committee", "Audit Committee", "audit", "oversees"),
    ("scrutiny", "Overview and Scrutiny Committee", "scrutiny", "recommends"),
    ("leadership-team", "Corporate Leadership Team", "management", "advises"),
    ("secretary-of-state", "Secretary of State", "government", "decides"),
)
VERBS = (
    "Complete",
    "Deliver",
    "Agree",
    "Publish",
    "Embed",
    "Commission",
    "Redesign",
    "Review",
    "Refresh",
    "Implement",
    "Recruit to",
    "Establish",
    "Approve",
    "Close down",
    "Test",
)
THINGS = (
    "scheme of delegation",
    "medium term financial strategy",
    "housing repairs backlog plan",
    "contract register",
    "internal audit programme",
    "whistleblowing policy",
    "member development programme",
    "electrical safety inspection programme",
    "placement sufficiency strategy",
    "reserves policy",
    "budget monitoring framework",
    "senior management structure",
    "corporate risk register",
    "asset disposal programme",
    "performance management framework",
    "complaints handling procedure",
    "information governance action plan",
    "grant decision-making process",
    "best value self-assessment",
    "savings tracker",
    "equality impact assessment process",
    "business continuity arrangements",
    "fire risk assessment programme",
    "temporary accommodation recovery plan",
    "procurement pipeline",
)
PLACES = (
    "in all directorates",
    "for housing",
    "for adult social care",
    "for children's services",
    "for the companies",
    "for the capital programme",
    "for schools",
    "for public health",
    "for highways and waste",
    "for planning",
    "for revenues and benefits",
    "for customer services",
    "for culture and leisure",
    "for the corporate centre",
    "with partners",
    "with the voluntary sector",
    "for the pension fund",
    "for licensing",
)
AUDIENCES = (
    "Cabinet",
    "the Audit Committee",
    "the Improvement and Assurance Board",
    "full Council",
    "the Overview and Scrutiny Committee",
    "the Corporate Leadership Team",
    "the Commissioners",
)
CLAUSES = (
    "so that members can see the position before the budget is set",
    "with evidence of delivery held in the assurance file",
    "in line with the statutory guidance on best value",
    "and track the savings of £1.2m against the approved business case",
    "following the recommendations of the external auditor",
    "with a lessons-learned report after six months",
    "and agree the resourcing needed from the transformation reserve",
    "including a self-assessment against the regulator's consumer standards",
    "with monthly highlight reports and an escalation route",
    "and close the 14 outstanding high-priority audit recommendations",
)
NOTES = (
    "Draft considered by {audience}; comments to be incorporated before final approval.",
    "The supplier's data was incomplete, and a way forward was agreed with {audience}.",
    "Work goes to plan. The highlight report was put to {audience} and accepted.",
    "Vacancy in the delivery team filled; work resumed and the dates are unchanged.",
    "Scope discussed with {audience}: two further service areas are now included.",
    "Dependencies reviewed with {audience}, no change to the next milestone.",
)
REASONS = (
    "The supplier's data is incomplete and the second extract is awaited.",
    "Two of the three posts in the delivery team are vacant.",
    "The item was taken off the agenda to make room for the budget.",
    "Consultation brought more answers than expected and they are still being read.",
    "Legal advice on the draft is awaited.",
)
RECOVERIES = (
    "Interim staff start next month; the programme office checks progress weekly.",
    "A smaller first stage goes to the next meeting and the rest follows.",
    "The director has agreed a new sequence of work with the supplier.",
    "Weekly checkpoint with the Corporate Leadership Team until back on course.",
)
REQUEST_REASONS = (
    "Dates and scope reviewed with owners for the quarterly round of change control.",
    "Re-profiled after the budget-setting timetable was fixed.",
    "Work re-planned once the capacity of the delivery team was known.",
)
SUMMARIES = (
    "Most actions are on course; the Improvement and Assurance Board looked at the rest in depth.",
    "Progress is steady, and capacity in the delivery teams remains the main constraint.",
    "Several milestones were reached, and the next quarter turns to embedding the changes.",
)


def chance(rng: Random, share: float) -> bool:
    """Say yes to so large a share of the draws."""
    return rng.random() < share


def owner(rng: Random) -> str:
    """Draw the id of an officer."""
    return rng.choice(OFFICERS)[0]


def title(rng: Random) -> str:
    """Draw the title of an action."""
    return f"{rng.choice(VERBS)} the {rng.choice(THINGS)} {rng.choice(PLACES)}"


def sentence(rng: Random) -> str:
    """Draw a sentence of a description."""
    return (
        f"{rng.choice(VERBS)} the {rng.choice(THINGS)} and report to {rng.choice(AUDIENCES)} "
        f"{rng.choice(CLAUSES)}."
    )


def outcome(rng: Random) -> str:
    """Draw what an action is for."""
    return f"{rng.randrange(80, 100)}% of milestones met, confirmed by {rng.choice(AUDIENCES)}"


def note(rng: Random) -> str:
    """Draw the text of an update."""
    return rng.choice(NOTES).format(audience=rng.choice(AUDIENCES))
