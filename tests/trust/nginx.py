"""Debian's nginx before the app, by the configuration that deploy/nginx.conf shows."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.app import ROOT, Server

INSTALLED = pytest.mark.skipif(
    not shutil.which("nginx"), reason="nginx is not installed: apt-get install nginx-light"
)


class Under(Server):
    """A server under a path, as it stands behind nginx."""

    HEALTH = "/loadlens/_stcore/health"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "--server.baseUrlPath", "loadlens")


def configuration() -> str:
    return (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")


@contextmanager
def running(folder: Path, text: str) -> Iterator[None]:
    """nginx with a configuration, whose own files lie in a folder."""
    text = text.replace(
        "access_log off;", "access_log off; client_body_temp_path body; proxy_temp_path proxy;"
    )
    (folder / "nginx.conf").write_text(f"daemon off; pid nginx.pid; error_log error.log;\n{text}")
    nginx = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        nginx.terminate()
        nginx.wait(10)
