from __future__ import annotations

import pytest

from ipcli.load import Known, Loaded, load
from support.plans import SMALL_PLAN, laid_over

ONE = """
items:
  - id: T
    title: Theme
    items:
      - {id: A, title: Publish the savings plan, status: green}
"""


def one_after_the_other(first: str, then: str) -> Loaded:
    """Read a revision, and then the next with what is known of the first."""
    known = Known()
    load(laid_over(first), known=known)
    return load(laid_over(then), known=known)


@pytest.mark.parametrize(
    "then",
    [
        pytest.param(ONE, id="nothing changed"),
        pytest.param(ONE.replace("green", "amber"), id="an item changed"),
        pytest.param(ONE.replace("title: Theme", "title: Money"), id="the item above changed"),
        pytest.param(ONE.replace("id: T", "id: M"), id="the item above has another id"),
        pytest.param(
            "items:\n  - {id: A, title: Publish the savings plan, status: green}\n",
            id="it stands at the top",
        ),
        pytest.param(
            f"{SMALL_PLAN.replace('id: action,', 'id: deed,')}-- plans/more.yaml --{ONE}",
            id="its level has another name",
        ),
        pytest.param(ONE.replace("green", ""), id="a value was taken away"),
        pytest.param(ONE.replace("green", "[]"), id="it can no longer be read"),
        pytest.param(ONE + ONE.replace("items:", "", 1).lstrip("\n"), id="all stands twice"),
    ],
)
def test_what_is_known_of_another_revision_makes_no_difference(then: str) -> None:
    fresh = load(laid_over(then))

    found = one_after_the_other(ONE, then)

    assert (found.plans, found.diagnostics) == (fresh.plans, fresh.diagnostics)


def test_an_item_that_did_not_change_is_not_read_again() -> None:
    known = Known()
    first = load(laid_over(ONE), known=known).plans["small"]

    then = load(laid_over(ONE.replace("title: Theme", "title: Money")), known=known).plans["small"]

    assert then.items["A"] is first.items["A"]
