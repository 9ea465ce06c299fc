"""From a segment and its programme to a customer and to what changed, on a desk and on a phone."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_a_programme_is_overruled_and_stays_on_the_way_to_what_changed(new_tab, server, width, height):
    tab = new_tab(server, width=width, height=height)
    tab.goto("/segments?customers=120&days=28&chosen=Night+charging%3Defficiency")
    main = tab.page.locator("[data-testid=stMain]")
    assert "Chosen by you; by rule it is Managed charging" in main.inner_text()
    assert tab.sideways() <= 1
    for title in ("Customer", "What changed"):
        tab.turn_to(title)
        assert tab.answer()
        assert tab.sideways() <= 1
        assert (tab.exceptions(), tab.alerts()) == ([], [])
    tab.turn_to("Segments")
    assert "Chosen by you" in main.inner_text()
    assert tab.complaints == []
    assert tab.elsewhere == []
