"""What each command of the command line does: read, call the stages in order, write whole files or none."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pandas as pd

from lib import analysis
from lib.answers import answers_toml, worth_saving
from lib.changed import changes  # noqa: F401  a command of its own module
from lib.findings import Refusal
from lib.listing import target
from lib.output import plain_number, say, whole, write_csv
from lib.profiles import Profiles
from lib.profiles import file as profiles_file
from lib.readings import Readings
from lib.segments.population import OUTLIER
from lib.segments.tables import customers
from lib.source import Source
from lib.terms import consequences

__all__ = ["events", "profiles", "readings", "report", "run", "segment", "sweep", "synthesize", "target"]


CRITERIA = (
    "k",
    "inertia",
    "variance_explained",
    "silhouette",
    "silhouette_squared",
    "calinski_harabasz",
    "davies_bouldin",
    "prediction_strength",
    "stability_ari",
    "smallest_share",
    "silhouette_low",
    "silhouette_high",
    "seconds",
)


def synthesize(options: Namespace) -> None:
    """Write a territory, and where asked its truth and last season's offers."""
    from lib.readings.synthesis import synthesize as make

    size = (options.customers, options.days)
    how = {"recipe": options.recipe, "new_cars": options.new_cars}
    territory = make(*size, options.interval, options.seed, options.noise, **how)
    with whole(options.out) as part:
        write = territory.write_parquet if options.out.endswith(".parquet") else territory.write_csv
        write(part)
    tables = (
        (options.truth, territory.truth),
        (options.offers, territory.offers),
        (options.events, territory.events),
    )
    for path, frame in tables:
        if path:
            write_csv(frame, path)
    made = territory.parameters
    say(options, {"customers": made.customers, "days": made.days, "seed": made.seed, "out": options.out})


def readings(options: Namespace) -> None:
    """Say what the meters said."""
    with Source(options) as source:
        found = source.readings()
        sides = source.laid_beside(found)
    if options.save_reading:
        with whole(options.save_reading) as part:
            said = worth_saving(found.decisions, source.choices.reading)
            part.write_text(answers_toml(said), encoding="utf-8")
    names = (
        "customers",
        "readings",
        "start",
        "end",
        "interval_minutes",
        "unit",
        "energy_kwh",
        "format",
        "missing",
        "zone",
    )
    answer = {name: getattr(found, name) for name in names}
    say(
        options,
        answer
        | {
            "fingerprint": found.fingerprint,
            "findings": _findings(options, found),
            "beside": sides if options.json else told(sides),
        },
    )


def told(sides: list[dict]) -> list[str]:
    """Tables beside the readings in lines for people."""
    lines = []
    for side in sides:
        lines.append(f"{side['kind']} · {side['name']} · {side['why']} · {side['holds']}; {side['fits']}")
        lines += [
            f"  {found['severity']} · {found['code']} · {found['message']}" for found in side["findings"]
        ]
    return lines


def profiles(options: Namespace) -> None:
    """Write one row a customer."""
    with Source(options) as source:
        made = source.profiles()
    with whole(options.out) as part:
        profiles_file.write(made, part)
    kept = int(made.kept.sum())
    say(
        options,
        {"customers": len(made), "kept": kept, "out": options.out, "findings": _findings(options, made)},
    )


def sweep(options: Namespace) -> None:
    """Try every K."""
    from lib.segments import agreement_word, check_k, conclude, measure_stability, shapes_of

    with Source(options) as source:
        made, choices = source.profiles(), source.choices
    check_k(made, choices.k_high)
    found = analysis.sweep(made, choices)
    if not options.no_stability:
        shapes, _ = shapes_of(made, choices.scaling)
        measured = [measure_stability(shapes, fit, choices.seed) for fit in found.fits]
        found = conclude(measured, found.structure)
    rows = [{name: plain_number(getattr(fit, name)) for name in CRITERIA} for fit in found.fits]
    verdict = found.structure
    if not options.json:
        print(pd.DataFrame(rows).round(3).to_string(index=False))
        rows = []
    answer = {
        "rows": rows,
        "knee": found.knee,
        "suggested_k": found.suggested_k,
        "reason": found.reason,
        "structure": verdict.verdict,
        "agreement": verdict.agreement,
        "widest_gap": verdict.widest_gap,
        "gap_bar": verdict.gap_bar,
        "agreement_word": agreement_word(verdict.agreement),
        "outliers": int((made.reason == OUTLIER).sum()),
    }
    say(options, answer)


def segment(options: Namespace) -> None:
    """Write each customer's segment."""
    with Source(options) as source:
        made, choices = source.profiles(), source.choices
    found = analysis.segments_of(made, choices)
    write_csv(customers(made, found), options.out)
    if options.freeze:
        _freeze(found, choices, options.freeze)
    each = [
        {"segment": number, "segment_name": name, "customers": int(size), "why": why}
        for number, name, size, why in zip(found.numbers, found.names, found.sizes, found.traits, strict=True)
    ]
    say(options, {"k": found.k, "out": options.out, "segments": each, "findings": _findings(options, made)})


def _freeze(found: analysis.Segments, choices: analysis.Choices, path: str) -> None:
    from lib.segments import freeze

    with whole(path) as part:
        part.write_text(replace(choices, codebook=freeze(found)).toml(), encoding="utf-8")


def events(options: Namespace) -> None:
    """Settle the events of a programme."""
    from lib.programme import read_events, settle, tables

    with Source(options) as source:
        table = read_events(options.events, groups=source.groups(), pseudonyms=source.pseudonyms)
        found = settle(source.readings(), table, options.method, options.holidays)
    write_csv(found.customers, options.out)
    answer = tables.answer(found)
    if not options.json:
        for name in ("groups", "placebo"):
            print(pd.DataFrame(answer.pop(name)).round(3).to_string(index=False), end="\n\n")
        del answer["events"], answer["plain"]
    say(options, answer | {"out": options.out, "findings": _findings(options, found)})


def report(options: Namespace) -> None:
    """Write the analysis as one page or as slides."""
    kind = Path(options.out).suffix.lower()
    if kind not in (".html", ".htm", ".pptx"):
        raise Refusal(
            f"{options.out}: a report is written as HTML or PPTX. Give a name that ends in .html or .pptx."
        )
    with Source(options) as source, whole(options.out) as part:
        part.write_bytes(_report(source.analysis(), kind))
    say(options, {"out": options.out})


def _report(done: analysis.Analysis, kind: str) -> bytes:
    if kind == ".pptx":
        from lib.report.deck import deck

        return deck(done)
    from lib.report import html

    return html(done).encode()


def run(options: Namespace) -> None:
    """Repeat an exported analysis: segments, targets and report into a folder."""
    from lib.report import html
    from lib.targets import table

    with Source(options) as source:
        done = source.analysis()
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(customers(done.profiles, done.segments), folder / "segments.csv")
    write_csv(table(done.ranking, done.portfolio), folder / "targets.csv")
    with whole(folder / "report.html") as part:
        part.write_text(html(done), encoding="utf-8")
    with whole(folder / "settings.toml") as part:
        part.write_text(done.settings.toml(), encoding="utf-8")
    chosen = done.portfolio
    answer = {
        "k": done.segments.k,
        "selected": chosen.selected,
        "expected_kw": chosen.expected_kw,
        "p90_kw": chosen.p90_kw,
    }
    if done.readings and source.choices.made_from:
        answer["same_readings"] = source.choices.made_from == done.readings.fingerprint
    say(options, answer | {"out": options.out, "fingerprint": done.profiles.fingerprint})


def _findings(options: Namespace, found: Readings | Profiles) -> list[dict]:
    """For programs as they are; for people with what each means for the result."""
    rows = [each.as_dict() for each in found.findings]
    return rows if options.json else [row | {"meaning": consequences()[row["code"]]} for row in rows]
