"""The command that writes the ranked list: what binds it, and what is said of it besides."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from lib import analysis
from lib.allowed import GRADES, PROGRAMMES
from lib.choices import Choices
from lib.findings import Refusal
from lib.limits import parse_limits
from lib.output import plain_number, say, write_csv
from lib.source import Source

USUAL = Choices()
UNTOLD = "By which load the system’s peak was told is not in a file of profiles: whoever made it knows."
FIGURES = ("selected", "expected_kw", "p50_kw", "p90_kw", "probability", "feasible", "most_kw")


def add_options(made: ArgumentParser) -> None:
    """Goal, certainty, and what binds the choice besides."""
    option = made.add_argument
    option("--target-kw", type=float, help="kW that must come; without it all eligible are selected")
    option("--confidence", type=float, default=USUAL.confidence, help="certainty asked for (default .9)")
    option("--attributes", help="table by customer: last season's offers, answers, programme flags")
    pairs = {"action": "append", "default": []}
    option("--role", metavar="ROLE=COLUMN", help="name a column of attributes", **pairs)
    option("--programme", choices=PROGRAMMES, default=USUAL.programme, help="level of response assumed")
    option("--holdout", type=float, default=0.0, help="share of the list kept back at random (default 0)")
    option("--cautious", action="store_true", help="hold the certainty even if people respond little")
    option("--budget", type=float, default=0.0, help="most that asking and enrolling may cost")
    option("--most", type=int, default=0, help="most customers asked")
    option("--lowest-grade", choices=sorted(GRADES), default=USUAL.lowest_grade, help="of data confidence")
    option(
        "--cost", metavar="NAME=AMOUNT", help="contact=, enrolment= or incentive= of one customer", **pairs
    )
    option("--limit", metavar="COLUMN=LEVEL:LOW-HIGH", help="at least, at most; segment=1:20-", **pairs)
    option("--weight", metavar="NAME=0..1", help="peak=, repeat=, known= or place= beside kW", **pairs)
    option("--feeder", default="", help="the feeder that --weight place= speaks of")
    add_lists(made)


def add_lists(made: ArgumentParser) -> None:
    """Customers who are asked first, or not at all."""
    made.add_argument("--must", metavar="FILE", help="customers who are asked first, one a line")
    made.add_argument("--must-not", metavar="FILE", help="customers who are not asked, one a line")


def add_tables(made: ArgumentParser) -> None:
    """What is written or said besides the list."""
    made.add_argument("--fair-by", metavar="COLUMN", help="say who is asked by a column of attributes")
    made.add_argument("--share", metavar="FILE", help="CSV of groups that may be shared: 15/15, see docs")
    made.add_argument("--share-by", metavar="COLUMN", default="segment", help="groups of --share")


def target(options: Namespace) -> None:
    """Write the ranked list."""
    from lib.targets import facts, table
    from lib.targets.shareable import shareable

    with Source(options) as source:
        (made, _, system), choices, side = source.averaged(), source.choices, source.attributes()
        segments = analysis.segments_of(made, choices)
        ranking = analysis.ranking_of(made, segments, choices, side)
    known = {"segment": ranking.segment.astype(str)} | facts(ranking, side)
    _refuse_unknown(options, choices, known)
    chosen = analysis.portfolio_of(ranking, choices, side, all_without_goal=True)
    write_csv(table(ranking, chosen), options.out)
    if options.share:
        write_csv(shareable(ranking, chosen.asked, known[options.share_by]), options.share)
    answer = _answer(options, choices, ranking, chosen, known)
    say(
        options,
        answer | {"system": system.told if system else UNTOLD} | _judged(made, segments, side, options),
    )


def _refuse_unknown(options: Namespace, choices: Choices, known: dict) -> None:
    """Columns that are asked for and are in no table."""
    named = [limit.column for limit in parse_limits(choices.limits)]
    named += [column for column in (options.fair_by, options.share_by) if column]
    for column in named:
        if column not in known:
            raise Refusal(
                f"There is no column {column!r} of groups; known are {', '.join(known)}. Check the spelling, or give "
                "the table with --attributes."
            )


def _answer(options: Namespace, choices: Choices, ranking, chosen, known: dict) -> dict:
    """Figures of the list, what it costs, and as many customers chosen in other ways beside it."""
    from lib.targets import beside, blend_cost, cost_of, fairness, weighted_kw, worth_of_segments

    plan = analysis.plan_of(choices)
    rivals = beside(ranking, chosen, plan.costs, choices.seed)
    aside = [{"code": code, "count": count, "message": text} for code, count, text in ranking.set_aside]
    answer = {name: plain_number(getattr(chosen, name)) for name in FIGURES}
    answer |= {"customers": len(ranking), "out": options.out}
    answer |= {"cost": cost_of(ranking, chosen.order[: chosen.selected], plan.costs)}
    answer |= {"set_aside": aside, "unmet": list(chosen.unmet), "notes": list(ranking.notes)}
    answer["doubts"] = [{"doubt": name, "share": share} for name, share in chosen.doubts]
    answer["beside"] = [asdict(each) for each in rivals]
    answer["segments"] = worth_of_segments(ranking, chosen.asked).to_dict("records")
    if plan.weights.any:
        cost = blend_cost(ranking, weighted_kw(ranking, plan.weights, known), chosen.selected)
        answer["blend"] = [{"first": cost.n, "kw_less": cost.kw, "stay": cost.stay}]
    if options.fair_by:
        answer["fairness"] = [
            asdict(each) for each in fairness(ranking, chosen.asked, known[options.fair_by])
        ]
    return answer


def _judged(made, segments, side, options: Namespace) -> dict:
    """How good the learned chance was, and what the hold-out showed, where there is a record of it."""
    from lib.targets import judgement, uplift

    found = None if side is None else judgement(made, segments, side, options.seed)
    shown = None if side is None else uplift(side)
    said = {"judgement": [found.as_dict()]} if found else {}
    said |= {"uplift": [asdict(shown)]} if shown else {}
    return said | {"findings": [finding.as_dict() for finding in made.findings]}
