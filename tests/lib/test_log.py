"""The line of a log: what was analysed, how and how long, and nothing that says whose it is."""

import json
from dataclasses import fields, replace

import pytest

from lib.answers import Reading
from lib.choices import Choices
from lib.cli import main
from lib.log import Analysed
from lib.versions import versions
from tests import meter_files

MARK = "MARKED"
TYPED = {
    "source": MARK,
    "limits": f"{MARK}=F03:0-40",
    "worth": MARK,
    "weight_feeder": MARK,
    "must": (f"{MARK}001",),
    "must_not": (f"{MARK}002",),
    "spared": (f"{MARK}003",),
    "reading": Reading(customer=MARK),
    "names": ((MARK, MARK),),
    "menu": ((MARK, (("name", MARK),)),),
    "chosen": ((MARK, MARK),),
}


def told(choices: Choices) -> dict:
    line = Analysed("targets", "upload", "f00", choices).line(1.234)
    return json.loads(line.removeprefix("analysis "))


def test_a_line_says_what_was_made_from_what_with_what():
    assert told(replace(Choices(), k=4, window=(18, 22), scaling="kw")) == {
        "by": "targets",
        "origin": "upload",
        "fingerprint": "f00",
        "seconds": 1.23,
        "settings": {"scaling": "kw", "k": 4, "window": [18, 22]},
        "versions": dict(versions()),
    }


def test_no_word_that_somebody_typed_stands_in_it():
    assert told(replace(Choices(), **TYPED))["settings"] == {}
    texts = {each.name for each in fields(Choices) if isinstance(each.default, str | tuple)}
    words_of_ours = {name for name in texts - set(TYPED) if getattr(Choices(), name)}
    assert texts - set(TYPED) - words_of_ours == {"made_from"}  # a fingerprint, and not told


@pytest.mark.parametrize(
    "command", [("readings",), ("profiles",), ("target", "--k", "2")], ids=lambda command: command[0]
)
def test_the_command_line_adds_a_line_to_the_log(command, tmp_path):
    given, log = tmp_path / "marked-file.csv", tmp_path / "analyses.log"
    given.write_bytes(meter_files.table(meter_files.evenings(12, prefix=MARK)))
    log.write_text("yesterday\n")
    name, *more = command
    out = [] if name == "readings" else ["--out", str(tmp_path / "out")]
    assert main([name, str(given), *more, *out, "--log", str(log)]) == 0
    before, line = log.read_text().splitlines()
    assert (before, MARK in line, "marked-file" in line) == ("yesterday", False, False)
    stamp, kind, text = line.split(" ", 2)
    said = json.loads(text)
    assert (len(stamp), kind, said["by"]) == (20, "analysis", name)
    assert len(said["fingerprint"]) == 32
    assert said["seconds"] > 0


def test_what_is_refused_is_not_logged_and_a_log_without_a_folder_is_refused_at_once(tmp_path, capsys):
    given, log = tmp_path / "a.csv", tmp_path / "analyses.log"
    given.write_text("customer_id,kwh\nC1,0.4\n")
    assert main(["readings", str(given), "--log", str(log)]) == 2
    assert not log.exists()
    assert main(["readings", str(given), "--log", str(tmp_path / "none" / "a.log")]) == 2
    assert capsys.readouterr().err.splitlines()[1] == (
        f"{tmp_path / 'none' / 'a.log'}: there is no folder {tmp_path / 'none'}. Make it, or check the spelling."
    )
