import tomllib
from pathlib import Path

import pytest

from lib.charts import palette

CONFIG = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text())


@pytest.mark.parametrize(
    ("theme", "colours", "ramp", "lines"),
    [
        ("light", palette.LIGHT, palette.LIGHT_RAMP, palette.LIGHT_LINES),
        ("dark", palette.DARK, palette.DARK_RAMP, palette.DARK_LINES),
    ],
)
def test_pictures_and_pages_have_the_same_colours(theme, colours, ramp, lines):
    settings = CONFIG["theme"][theme]
    assert settings["chartCategoricalColors"] == list(colours)
    assert settings["chartSequentialColors"] == list(ramp)
    assert settings["borderColor"] == lines
    assert settings["backgroundColor"] == colours[palette.ROLES.index("paper")]


def test_there_is_one_colour_for_each_role():
    assert len(palette.ROLES) == len(set(palette.ROLES)) == len(palette.LIGHT) == len(palette.DARK) == 21


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted([luminance(one), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [palette.LIGHT, palette.DARK])
def test_segments_stand_out_from_the_paper_and_words_can_be_read(colours):
    of = dict(zip(palette.ROLES, colours, strict=True))
    assert min(contrast(of[str(number)], of["paper"]) for number in range(1, 11)) >= 3
    assert min(contrast(of[role], of["paper"]) for role in ("ink", "muted", "accent")) >= 4.5


@pytest.mark.parametrize(("number", "tone"), [(1, "1"), (10, "10"), (11, "context"), (0, "context")])
def test_beyond_ten_segments_the_number_tells_and_the_colour_is_grey(number, tone):
    assert palette.tone(number) == tone


def test_a_note_says_when_some_segments_are_grey():
    assert palette.grey_note([1, 10]) == ""
    assert palette.grey_note([3, 11]) == " Segments above 10 are grey; the number tells."


def test_every_setting_is_known_to_streamlit():
    from streamlit import config

    def names(settings, path=""):
        for key, value in settings.items():
            if isinstance(value, dict):
                yield from names(value, f"{path}{key}.")
            else:
                yield f"{path}{key}"

    known = set(config.get_config_options(force_reparse=False))
    assert set(names(CONFIG)) <= known


def test_settings_keep_readings_on_this_machine():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["enableXsrfProtection"] is CONFIG["server"]["enableCORS"] is True
    assert CONFIG["browser"]["gatherUsageStats"] is CONFIG["client"]["showErrorLinks"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
