"""The stages of an analysis, each cached: readings, system, profiles, K by K, structure, segments, targets.

Every domain object carries a fingerprint, and that alone is its key: a hit is quick, and never stale whatever the size.
What comes from the demo or a configured source is shared by all sessions; what comes from an upload stays in its own.
"""

from lib.stages.besides import Besides, stands_beside
from lib.stages.changes import began, changes, hints, populations, splits
from lib.stages.closeup import customer_days, faces, segment_load, suited
from lib.stages.configured import held, offered, refresh
from lib.stages.fits import finished, fit, fitting, measured
from lib.stages.groups import (
    closest_pair,
    conclude,
    outliers,
    parted,
    profiles,
    profiles_of,
    recovery,
    segments,
    shapes,
    structure,
    system,
    take_k,
    tree,
)
from lib.stages.laid import attributes, belonging, given, lay
from lib.stages.programme import call_event, events, forget_event, prices, settled_apart, settlement
from lib.stages.ranking import (
    analysis,
    facts,
    judgement,
    peak_note,
    portfolio,
    price_of_k,
    targets,
    targets_if_any,
)
from lib.stages.sources import (
    Intake,
    Upload,
    available,
    columns_of,
    demo,
    intake,
    read_upload,
    readings,
    receive,
    together,
    trial_of,
)

__all__ = [
    "Besides",
    "Intake",
    "Upload",
    "analysis",
    "attributes",
    "available",
    "began",
    "belonging",
    "call_event",
    "changes",
    "closest_pair",
    "columns_of",
    "conclude",
    "customer_days",
    "demo",
    "events",
    "faces",
    "facts",
    "finished",
    "fit",
    "fitting",
    "forget_event",
    "given",
    "held",
    "hints",
    "intake",
    "judgement",
    "lay",
    "measured",
    "offered",
    "outliers",
    "parted",
    "peak_note",
    "populations",
    "portfolio",
    "price_of_k",
    "prices",
    "profiles",
    "profiles_of",
    "read_upload",
    "readings",
    "receive",
    "recovery",
    "refresh",
    "segment_load",
    "segments",
    "settled_apart",
    "settlement",
    "shapes",
    "splits",
    "stands_beside",
    "structure",
    "suited",
    "system",
    "take_k",
    "targets",
    "targets_if_any",
    "together",
    "tree",
    "trial_of",
]
