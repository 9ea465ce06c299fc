"""What does one process hold: many sessions at once, and many uploads in a row?

A server of its own; visitors speak to its socket as Streamlit's page does, and a browser adds nothing to what the
server does. One visitor walks every page with 10,000 customers while nothing is cached, then again, alone; then many
at once, each turning a page as soon as it has come, unless --pause gives them seconds to read it; twice, so that what
stays in memory once is told from what grows. Then meter files are given: half by one session, each in the place of the
one before, half by a session each. Any error on a page, and any socket that breaks, is printed, and the exit status is
1. On Linux. Run from the root of the repository: python benchmarks/load.py --sessions 50 --uploads 200
"""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from streamlit.proto.Alert_pb2 import Alert

from lib.frame.pages import PAGES
from tests import meter_files
from tests.browser import app
from tests.browser.app import Server
from tests.trust import visitor
from tests.trust.visitor import Visitor, request, token

visitor.SECONDS = app.SECONDS = 1800  # a busy machine is not an error; how long it took is told
ADDRESS = "customers={}"
FIRST = 20  # uploads before memory is measured: caches of a bounded size are full then
Walk = dict[str, float]  # seconds of each page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--uploads", type=int, default=200)
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds for which a page is read")
    options, wrong = parser.parse_args(), []
    soon = ("--server.disconnectedSessionTTL", "1")  # a session that was left is forgotten
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), *soon) as server:
        if options.sessions:
            sessions(server, options, wrong)
        if options.uploads:
            uploads(server, options.uploads, wrong)
    print("\n".join([f"\nErrors: {len(wrong) or 'none'}", *wrong]))
    sys.exit(bool(wrong))


def sessions(server: Server, options: argparse.Namespace, wrong: list[str]) -> None:
    """A line for each state of the server, and how long a page takes in it, as a multiple of alone."""
    address, n = ADDRESS.format(options.customers), options.sessions
    print("| state | memory, MB | a page, s (median; 95 %) | against one session |\n|---|---|---|---|")
    line(server, "just started")
    line(server, "one session, nothing cached", [single(server, address, wrong)])
    alone = [single(server, address, wrong) for _ in range(2)]
    line(server, "one session at a time, all cached", alone, alone)
    for which in ("first", "second"):
        visitors = [Visitor(server.url) for _ in range(n)]
        walks = crowd(visitors, address, options.pause, wrong)
        line(server, f"the {which} {n} sessions at once", walks, alone)
        leave(server, visitors)
        line(server, "they have left")


def crowd(visitors: list[Visitor], address: str, pause: float, wrong: list[str]) -> list[Walk]:
    """Let each walk all pages, at once; they stay where they are."""
    n = len(visitors)
    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(lambda at: walk(visitors[at], address, pause, at / n, wrong), range(n)))


def single(server: Server, address: str, wrong: list[str]) -> Walk:
    """The walk of a session alone, which leaves after it."""
    visitors = [Visitor(server.url)]
    [took] = crowd(visitors, address, 0, wrong)
    leave(server, visitors)
    return took


def walk(who: Visitor, address: str, pause: float, late: float, wrong: list[str]) -> Walk:
    """Seconds of each page; `late` is the share of a pause before the first."""
    took: Walk = {}
    time.sleep(pause * late)
    for page in PAGES:
        began = time.perf_counter()
        try:
            who.open(page.file, address)
        except Exception as broken:  # whatever breaks a session is what is looked for
            wrong.append(f"{page.file}: {type(broken).__name__}: {broken}")
            return took
        took[page.file] = time.perf_counter() - began
        wrong += [f"{page.file}: {said}" for said in errors(who)]
        time.sleep(pause)
    return took


def errors(who: Visitor) -> list[str]:
    """What the last page says is wrong; what was received is let go."""
    elements = [each.delta.new_element for each in who.received if each.HasField("delta")]
    who.received.clear()
    return [each.exception.message for each in elements if each.HasField("exception")] + [
        each.alert.body for each in elements if each.HasField("alert") and each.alert.format == Alert.ERROR
    ]


def leave(server: Server, visitors: list[Visitor]) -> None:
    """Close sessions, and wait until they are forgotten, which happens when another one comes."""
    for each in visitors:
        each.close()
    for _ in range(3):
        time.sleep(2)
        Visitor(server.url).open("method").close()


def uploads(server: Server, many: int, wrong: list[str]) -> None:
    """Memory and disk while meter files are given in a row."""
    print("\n| uploads | memory, MB | files on the disk, MB |\n|---|---|---|")
    disk(server, "none")
    one = Visitor(server.url).open("readings")
    for n in range(FIRST):
        give(one, n, wrong)
    disk(server, f"{FIRST} by one session")
    for n in range(FIRST, FIRST + many // 2):
        give(one, n, wrong)
    disk(server, f"{many // 2} more by the same")
    leave(server, [one])
    disk(server, "it has left")
    for n in range(FIRST + many // 2, FIRST + many):
        other = Visitor(server.url).open("readings")
        give(other, n, wrong)
        other.close()
    leave(server, [])
    disk(server, f"{many - many // 2} more by a session each, all left")


def give(who: Visitor, n: int, wrong: list[str]) -> None:
    """Give a file in the place of the one before, which the page takes away as a browser does."""
    before = [each.file_urls_response.file_urls[0].delete_url for each in who.received if is_place(each)]
    who.received[:] = [each for each in who.received if not is_place(each)]
    who.give(f"meters-{n}.csv", meter_files.table(meter_files.evenings(24, prefix=f"U{n}-")))
    for place in before:
        said = token(who.url)
        request(who.url, "DELETE", place, Cookie=f"_streamlit_xsrf={said}", X_Xsrftoken=said)
    kept = [each for each in who.received if is_place(each) or "Meter files" in str(each)][-4:]
    if "24 customers, 28 days" not in who.text():
        wrong.append(f"upload {n} was not read")
    wrong += [f"upload {n}: {said}" for said in errors(who)]
    who.received += kept


def is_place(message) -> bool:
    return message.WhichOneof("type") == "file_urls_response"


def line(server: Server, state: str, walks: list[Walk] = (), alone: list[Walk] = ()) -> None:
    """A row of the table; the multiple is the median over pages of each page's median."""
    took = [seconds for each in walks for seconds in each.values()]
    times = f"{median(took):.2f}; {quantiles(took, n=20)[-1]:.2f}" if took else ""
    pages = {page for each in alone for page in each if any(page in other for other in walks)}
    ratios = [typical(walks, page) / typical(alone, page) for page in pages]
    against = f"{median(ratios):.1f}" if ratios else ""
    print(f"| {state} | {megabytes(server):,.0f} | {times} | {against} |", flush=True)


def typical(walks: list[Walk], page: str) -> float:
    return median(each[page] for each in walks if page in each)


def disk(server: Server, state: str) -> None:
    files = [path for path in server.folder.rglob("*") if path.is_file() and path != server.log]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"| {state} | {megabytes(server):,.0f} | {size:.1f} in {len(files)} files |", flush=True)


def megabytes(server: Server) -> float:
    """Memory of the server that is resident, from the kernel."""
    status = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return int(next(each for each in status if each.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    main()
