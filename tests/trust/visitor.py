"""Whoever comes to the server without a browser: by requests and by a socket, as Streamlit's own page speaks."""

import http.client
from contextlib import ExitStack
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

SECONDS = 90


class Visitor:
    """A session of its own.

    Attributes
    ----------
    session : its id, as the server said it. received : every message, in order.
    """

    def __init__(self, url: str, origin: str | None = None, cookies: str = "", again: str = "") -> None:
        """With `again` it asks for a session that there is, by its id, as a page does whose socket was cut."""
        self.url, self.received, self.cookies = url, [], cookies
        told = {"Cookie": cookies} if cookies else {}
        socket = url.replace("http", "ws", 1) + "/_stcore/stream"
        about = {
            "origin": origin or url,
            "additional_headers": told,
            "subprotocols": ["streamlit", *(["none", again] if again else [])],
        }
        self._end = ExitStack()
        self._socket = self._end.enter_context(connect(socket, max_size=None, **about))
        self.session = self._page = ""

    def close(self) -> None:
        self._end.close()

    def open(self, page: str = "", query: str = "") -> "Visitor":
        """Ask for a page, and wait until its script has ended."""
        wish = BackMsg()
        wish.rerun_script.query_string = query
        wish.rerun_script.page_name = page
        return self.say(wish)

    def give(self, name: str, content: bytes) -> "Visitor":
        """Give a meter file on the page Readings, where this session is."""
        ask = BackMsg()
        ask.file_urls_request.request_id = ask.file_urls_request.file_names.append(name) or "one"
        ask.file_urls_request.session_id = self.session
        self._socket.send(ask.SerializeToString())
        [place] = self._until("file_urls_response").file_urls_response.file_urls
        said, (body, kind) = token(self.url), form(content)
        told = {"Cookie": f"_streamlit_xsrf={said}", "X_Xsrftoken": said, "Content_Type": kind}
        status, _, _ = request(self.url, "PUT", place.upload_url, body, **told)
        assert status == 204
        wish = BackMsg()
        wish.rerun_script.page_script_hash = self._page
        state = wish.rerun_script.widget_states.widgets.add(id=self._box())
        state.file_uploader_state_value.uploaded_file_info.add(
            file_id=place.file_id, name=name, size=len(content), file_urls=place
        )
        return self.say(wish)

    def say(self, wish: BackMsg) -> "Visitor":
        """Send a wish, and wait until the script has ended and is not begun again."""
        self._socket.send(wish.SerializeToString())
        while self._until("script_finished").script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            pass
        return self

    def _until(self, kind: str) -> ForwardMsg:
        while True:
            message = ForwardMsg.FromString(self._socket.recv(SECONDS))
            self.received.append(message)
            if message.WhichOneof("type") == "new_session":
                self.session = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "navigation":
                self._page = message.navigation.page_script_hash
            if message.WhichOneof("type") == kind:
                return message

    def _box(self) -> str:
        """The id of the box for meter files."""
        boxes = [each.delta.new_element.file_uploader for each in self.received if each.HasField("delta")]
        return next(box.id for box in reversed(boxes) if box.label == "Meter files")

    def text(self) -> str:
        """All that was received, as one text."""
        return "\n".join(map(str, self.received))


def request(url: str, method: str, path: str, body: object = None, **headers: str) -> tuple[int, dict, bytes]:
    """Status, headers (small letters) and body of an answer; a body that is an iterator is sent in chunks."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=SECONDS)
    try:
        connection.request(
            method, place.path + path, body, {k.replace("_", "-"): v for k, v in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def token(url: str) -> str:
    """The token that Streamlit's page sends with an upload: in a cookie and in a header."""
    _, headers, _ = request(url, "GET", "/_stcore/health")
    cookie = headers["set-cookie"].split(";")[0]
    return cookie.partition("=")[2].strip('"')


def form(content: bytes) -> tuple[bytes, str]:
    """A file as a browser sends it, and its type."""
    head = b'--X\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    return head + content + b"\r\n--X--\r\n", "multipart/form-data; boundary=X"


def upload(url: str, session: str, content: bytes, said: str | None = None) -> int:
    """The status of the answer to an upload with a token, or with none where it is ""."""
    said = token(url) if said is None else said
    body, kind = form(content)
    cookies = {"Cookie": f"_streamlit_xsrf={said}", "X_Xsrftoken": said} if said else {}
    return request(url, "PUT", f"/_stcore/upload_file/{session}/one", body, Content_Type=kind, **cookies)[0]
