"""Is it worth it: firm kW to avoided cost, against what asking, devices and incentives cost, in a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from lib.programme.assumptions import Assumption
from lib.targets import Portfolio, TargetRanking

CASES = ("low", "base", "high")
REACHED = (0.975, 0.9, 0.5)  # chance with which the kW of a case come
Z_90 = NormalDist().inv_cdf(0.9)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a programme is.

    Attributes
    ----------
    asked : customers. enrolled : of whom so many are expected to take part.
    firm_kw : kW that come with certainty .975, .9 and .5, for the low, base and high case. expected_kw : on average.
    """

    asked: int
    enrolled: float
    firm_kw: tuple[float, float, float]
    expected_kw: float


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a programme at given values; gains are positive, costs negative, in $ a year.

    Attributes
    ----------
    lines : (name, $ a year). once : what is spent at the beginning, $. worth_of_kw : gain of one firm kW, $/kW-year.
    """

    lines: tuple[tuple[str, float], ...]
    once: float
    worth_of_kw: float

    @property
    def gain(self) -> float:
        return sum(value for _, value in self.lines if value > 0)

    @property
    def cost(self) -> float:
        return -sum(value for _, value in self.lines if value < 0)

    @property
    def net(self) -> float:
        return self.gain - self.cost


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """A programme's year at low, usual and high assumptions.

    Attributes
    ----------
    size : of the programme. low, base, high : its year with every assumption at that value.
    swings : (label, net at low, net at high) of each assumption alone, the widest first.
    break_even_kw : firm kW at which the usual year comes out even; inf where a kW earns nothing.
    payback : years until what was spent once has come back; inf where never.
    """

    size: Size
    low: Year
    base: Year
    high: Year
    swings: tuple[tuple[str, float, float], ...]
    break_even_kw: float
    payback: float

    @property
    def break_even_each_kw(self) -> float:
        """Firm kW that each participant must bring."""
        return self.break_even_kw / self.size.enrolled if self.size.enrolled else float("inf")


def size_of(ranking: TargetRanking, portfolio: Portfolio) -> Size:
    """The programme that a list makes.

    Notes
    -----
    Delivery is lognormal: P_q = P50 (P90 / P50)^(z_q / z_.9).
    """
    drop = portfolio.p90_kw / portfolio.p50_kw if portfolio.p50_kw > 0 else 0.0
    firm = [portfolio.p50_kw * drop ** (NormalDist().inv_cdf(q) / Z_90) if drop else 0.0 for q in REACHED]
    enrolled = float(ranking.participation[portfolio.asked].sum())
    return Size(portfolio.selected, enrolled, tuple(firm), portfolio.expected_kw)


def year(size: Size, firm_kw: float, at: Mapping[str, float]) -> Year:
    """One year at given values of all assumptions.

    Notes
    -----
    Avoided cost = firm kW x derate x (1 + losses) x ($/kW-year).  Energy = firm kW x events x hours x (price saved less
    what comes back times its price) x (1 + losses).  What is spent once is spread over the years that it lasts by the
    annuity r / (1 - (1 + r)^-n).
    """
    counted = at["derate"] * (1 + at["losses"])
    saved = at["energy"] - at["snap_back"] * at["back_price"]
    energy = at["events"] * at["hours"] * saved * (1 + at["losses"])
    yearly = annuity(at["discount"], at["life"])
    devices, contacts = size.enrolled * at["enrolment"], size.asked * at["contact"]
    lines = (
        ("Avoided capacity", firm_kw * counted * at["capacity"]),
        ("Deferred lines", firm_kw * counted * at["deferral"]),
        ("Energy", firm_kw * energy),
        ("Incentives", -size.enrolled * at["incentive"]),
        ("Devices", -devices * yearly),
        ("Contacts", -contacts * yearly),
        ("Platform", -size.enrolled * at["platform"]),
        ("Fixed costs", -at["fixed"]),
    )
    worth = counted * (at["capacity"] + at["deferral"]) + energy
    return Year(tuple(line for line in lines if line[1]), devices + contacts, worth)


def annuity(rate: float, years: float) -> float:
    """Share of a sum to be paid each year: 1 / years where there is no interest."""
    return rate / (1 - (1 + rate) ** -years) if rate else 1 / years


def business_case(size: Size, assumptions: Sequence[Assumption]) -> BusinessCase:
    """The year at low, usual and high assumptions, and what each of them moves alone."""
    base = {each.name: each.base for each in assumptions}
    years = [
        year(size, firm, {each.name: each.values[case] for each in assumptions})
        for case, firm in enumerate(size.firm_kw)
    ]
    years[1] = usual = year(size, size.firm_kw[1], base)
    swings = [("Firm kW", *(year(size, size.firm_kw[case], base).net for case in (0, 2)))]
    swings += [
        (
            each.label,
            *(year(size, size.firm_kw[1], base | {each.name: value}).net for value in (each.low, each.high)),
        )
        for each in assumptions
    ]
    swings = [swing for swing in swings if abs(swing[2] - swing[1]) > 1e-9]
    even = usual.cost / usual.worth_of_kw if usual.worth_of_kw > 0 else float("inf")
    return BusinessCase(
        size,
        *years,
        tuple(sorted(swings, key=lambda swing: -abs(swing[2] - swing[1]))),
        even,
        _payback(usual),
    )


def _payback(usual: Year) -> float:
    running = sum(value for name, value in usual.lines if name not in ("Devices", "Contacts"))
    return usual.once / running if running > 0 else float("inf")
