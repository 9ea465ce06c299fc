import streamlit as st
from starlette.middleware import Middleware

from lib.doors import Doors

if __name__ == "__main__":  # each run of a session
    from lib import frame

    frame.run()
else:  # once, as the server starts: the same app behind its doors
    app = st.App("streamlit_app.py", middleware=[Middleware(Doors)])
