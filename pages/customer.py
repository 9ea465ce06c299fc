import streamlit as st

from lib import charts, frame, stages
from lib.charts.palette import tone
from lib.charts.words import kw, percent
from lib.profiles.closeup import closeup, row_of
from lib.profiles.own_data import own_data
from lib.report.customer import customer, follows, on_list
from lib.segments import segment_numbers
from lib.terms import term

frame.guard()

answer = frame.Later("customer")
choices = frame.choices()
readings = stages.readings(choices)
profiles = stages.profiles(readings, choices)
segments = stages.segments(profiles, choices)
ranking = stages.targets(profiles, segments, choices)
proof = st.container()
with st.grid(2, min_column_width=300, gap="large"):
    with st.container():
        who = frame.customer(profiles.customer_id.astype(str), str(ranking.customer_id[0]))
    figures = st.container()
answer.say(customer(ranking, who))

at = row_of(profiles.customer_id, who)
number = int(segment_numbers(profiles, segments)[at])
rank = row_of(ranking.customer_id, who)
days = stages.customer_days(readings, who)
seen = closeup(profiles, at, days, choices.window)
segment_kw = seen.at_its_energy(segments.mean_kw[segments.row(number)]) if number else None
with proof:
    frame.show(
        charts.customer_day(
            seen.hot_kw, seen.mean_kw, seen.base_kw, choices.window, tone(number), seen.hot_days, segment_kw
        )
    )
with figures, st.grid(2, min_column_width=120):
    if rank is not None:
        st.metric("Expected", kw(ranking.expected_kw[rank]), border=True, help=term("expected kW"))
        st.metric("Takes part", percent(ranking.participation[rank]), border=True, help=term("participation"))
        st.metric("Score", f"{ranking.score[rank]:.0f}", border=True, help=term("score"))
    st.metric(
        "Daily use", f"{seen.mean_kw.sum():,.{0 if seen.mean_kw.sum() >= 1000 else 1}f} kWh", border=True
    )
facts = [("Segment", segments.label(number) if number else "in none")]
if told := profiles.figures and follows(profiles.figures.temperature, at):
    facts.append(("Temperature", told))
facts += (on_list(ranking, rank) if rank is not None else []) + frame.side_facts(choices, who)
st.markdown("  \n".join(f":gray[{frame.plain(name)}] {frame.plain(str(said))}" for name, said in facts))

st.space("small")
said = own_data(profiles, at, days)
frame.section("What to know about the data" if said else "Nothing stands out in the data of this customer")
st.markdown("\n".join(f"- {frame.plain(each)}" for each in said))
if hints := stages.hints(readings, who):
    frame.section("What the days hint at", "Possible, never certain, with the hours that are the evidence.")
    frame.hints(hints)

if days is not None:
    st.space("small")
    frame.show(charts.hour_by_day(seen.heat(days)))
    st.space("small")
    with st.grid(2, min_column_width=400, gap="large"):
        for kinds in (seen.day_types(days), seen.seasons(days)):
            if len(kinds) > 1:
                with st.container():
                    frame.show(charts.kinds_of_day(kinds, tone(number), choices.window))
        if response := charts.temperature_response(
            days.temperature_c, seen.window_kw(days), seen.event_like(days), tone(number), choices.window
        ):
            with st.container():
                frame.show(response)
if rank is not None:
    st.space("small")
    first = max(1, rank - 1)
    frame.show(charts.parts(ranking, first, 5, highlight=rank + 1))
frame.foot("customer", "events")
