import streamlit as st

from lib import charts, frame, stages
from lib.charts.words import kw, money
from lib.programme.business import business_case, size_of
from lib.report import worth
from lib.terms import term

frame.guard()

answer = frame.Later("business_case")
choices = frame.choices()
readings = stages.readings(choices)
profiles = stages.profiles(readings, choices)
segments = stages.segments(profiles, choices)
ranking = stages.targets(profiles, segments, choices)
portfolio = stages.portfolio(ranking, choices)
assumed = frame.assumptions(choices)
given = {each.name: each.base for each in assumed}
case = business_case(size_of(ranking, portfolio), assumed)

answer.say(worth.business_case(case))
if case.base.lines:
    frame.show(charts.waterfall(case))
    with st.grid(4, min_column_width=170):
        st.metric("Left over", money(case.base.net), border=True, help="A usual year.")
        st.metric("Break-even", kw(case.break_even_kw), border=True, help=term("break-even"))
        st.metric("Payback", worth.years(case.payback), border=True, help=term("payback"))
        st.metric("Spent once", money(case.base.once), border=True, help="Letters and devices.")
    st.markdown(frame.plain(f"{worth.each_kw(case)}."))

st.space("small")
matters, peak, sold, bill, table = st.tabs(frame.WORTH_TABS, key="worth_tab", on_change="rerun")
if matters.open and case.swings:
    with matters:
        frame.show(charts.tornado(case))
if peak.open:
    with peak:
        frame.peak(readings, case, given, choices)
if sold.open:
    with sold:
        frame.power_plant(profiles, ranking, portfolio, choices)
if bill.open:
    with bill:
        frame.bill(profiles, ranking, portfolio, given, choices)
if table.open:
    with table:
        frame.edit_assumptions(choices)

frame.foot("business_case", "report")
