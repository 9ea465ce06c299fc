"""Domain object to picture: one function a picture, one theme."""

from lib.charts.between import between
from lib.charts.blades import blades
from lib.charts.changed import changed_days, segment_growth
from lib.charts.choose_k import elbow, gap, reproducible, silhouettes
from lib.charts.customer import customer_day, temperature_response
from lib.charts.delivered import delivered
from lib.charts.delivery import delivery
from lib.charts.dendrogram import dendrogram
from lib.charts.density import density
from lib.charts.doubts import chance_of_goal, doubts
from lib.charts.duration import load_duration
from lib.charts.events import event_course
from lib.charts.fairness import price_of_floor, selection
from lib.charts.flow import flow
from lib.charts.heat import hour_by_day, hour_by_weekday
from lib.charts.hinted import hinted
from lib.charts.judged import calibration, carries
from lib.charts.kinds_of_day import kinds_of_day
from lib.charts.large import large
from lib.charts.new_shapes import new_shapes
from lib.charts.parts import parts
from lib.charts.picture import Picture
from lib.charts.plant import reduction_by_hour
from lib.charts.profiles import Spread, sampled_profiles, typical_day
from lib.charts.readings import system_load
from lib.charts.rivals import rivals
from lib.charts.scaled import sampled_shapes
from lib.charts.shapes import highest_kw, highest_kw_of_colours, segment_shape, shapes_of_k
from lib.charts.shares import shares_of_list, window_shares
from lib.charts.sizes import size_by_shape
from lib.charts.sufficiency import sufficiency
from lib.charts.theme import for_export
from lib.charts.worth import tornado, waterfall

__all__ = [
    "Picture",
    "Spread",
    "between",
    "blades",
    "calibration",
    "carries",
    "chance_of_goal",
    "changed_days",
    "customer_day",
    "delivered",
    "delivery",
    "dendrogram",
    "density",
    "doubts",
    "elbow",
    "event_course",
    "flow",
    "for_export",
    "gap",
    "highest_kw",
    "highest_kw_of_colours",
    "hinted",
    "hour_by_day",
    "hour_by_weekday",
    "kinds_of_day",
    "large",
    "load_duration",
    "new_shapes",
    "parts",
    "price_of_floor",
    "reduction_by_hour",
    "reproducible",
    "rivals",
    "sampled_profiles",
    "sampled_shapes",
    "segment_growth",
    "segment_shape",
    "selection",
    "shapes_of_k",
    "shares_of_list",
    "silhouettes",
    "size_by_shape",
    "sufficiency",
    "system_load",
    "temperature_response",
    "tornado",
    "typical_day",
    "waterfall",
    "window_shares",
]
