"""What a season of events teaches the next list: the level of response, one evening's spread, and who is spared."""

from dataclasses import dataclass, replace
from hashlib import blake2b

from lib.targets.types import COMMON_CV, TargetRanking


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is taken over from a season of events.

    Attributes
    ----------
    level : delivered over planned kW, already drawn toward 1; 1.0 where nothing is known.
    common_cv : spread of one evening that moves everybody. spared : customers who are not asked again for now.
    """

    level: float = 1.0
    common_cv: float = COMMON_CV
    spared: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """The lesson in one sentence; "" where there is none."""
        if self == Lesson():
            return ""
        spared = f"; {len(self.spared):,} who grew tired or opted out are spared" if self.spared else ""
        return (
            f"From last season's events: every kW times {self.level:.2f}, and one evening moves everybody by "
            f"{100 * self.common_cv:.0f} %{spared}."
        )


NOTHING_LEARNED = Lesson()


def taught(ranking: TargetRanking, lesson: Lesson) -> TargetRanking:
    """The ranking at the level of response that the season showed; the order stays.

    Notes
    -----
    Every kW that is given times the level; so is theta, its covariance times the square: the doubt in the level that
    last season's participants leave stays as it was, in shares.
    """
    if not lesson.note:
        return ranking
    given = ("expected_kw", "low_kw", "high_kw", "weather_kw", "other_kw", "always_on_kw", "reduction_kw")
    scaled = {name: lesson.level * getattr(ranking, name) for name in given}
    doubt = replace(
        ranking.doubt,
        response_cov=lesson.level**2 * ranking.doubt.response_cov,
        noise_kw=lesson.level * ranking.doubt.noise_kw,
        common_cv=lesson.common_cv,
    )
    key = blake2b(f"{ranking.fingerprint} {lesson!r}".encode(), digest_size=16).hexdigest()
    return replace(
        ranking, **scaled, doubt=doubt, notes=(*ranking.notes, lesson.note), learned=True, fingerprint=key
    )
