"""The pages as a table: where each stands, what it asks, which shared choices it uses."""

from typing import NamedTuple

SHARED = ("source", "window", "features", "scaling", "k", "seed")


class Page(NamedTuple):
    """A page: section and title in the navigation, file (and address), question, shared choices it uses."""

    section: str
    title: str
    file: str
    question: str
    choices: tuple[str, ...]


PAGES = (
    Page("Start", "Overview", "overview", "Whom do we ask, and how much will we get?", SHARED),
    Page("Data", "Readings", "readings", "What did the meters say?", ("source", "window", "seed")),
    Page("Data", "Profiles", "profiles", "What does a typical day look like?", ("source", "window", "seed")),
    Page("Segments", "Choose K", "choose_k", "How many kinds of customer are there?", SHARED),
    Page("Segments", "Compare K", "compare_k", "What changes if we take one more?", SHARED),
    Page("Segments", "Segments", "segments", "Who are they?", SHARED),
    Page("Segments", "What changed", "what_changed", "Who is not who they were?", SHARED),
    Page("Targets", "Targets", "targets", "Who exactly, and why them?", SHARED),
    Page("Targets", "Customer", "customer", "Why this customer?", SHARED),
    Page("Programme", "Events", "events", "What did the event deliver?", ("source", "seed")),
    Page("Programme", "Business case", "business_case", "Is it worth it?", SHARED),
    Page("Deliver", "Report", "report", "What do I send?", SHARED),
    Page("Deliver", "Present", "present", "How do I tell it?", SHARED),
    Page("Deliver", "Method", "method", "How do you know?", ()),
    Page("Data", "Your data", "your_data", "How do I bring my own data?", ()),
)
QUESTIONS = {page.file: page.question for page in PAGES}
