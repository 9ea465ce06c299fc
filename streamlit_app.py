from asyncio import create_task
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime import get_instance

from lib.doors import Doors


@asynccontextmanager
async def visited(_app: st.App):
    """Visit the app as the server starts, so that nobody who comes waits for imports and the demo."""
    visit = create_task(get_instance().does_script_run_without_error())
    yield
    visit.cancel()


if __name__ == "__main__":  # each run of a session
    from lib import frame

    frame.run()
else:  # once, as the server starts: the same app behind its doors
    app = st.App("streamlit_app.py", middleware=[Middleware(Doors)], lifespan=visited)
