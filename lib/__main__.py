import signal
import sys

from lib.cli import main

TERMINATED = 143  # as a shell says of a command that was asked to end

signal.signal(
    signal.SIGTERM, lambda *_: sys.exit(TERMINATED)
)  # so that nothing of what was read is left behind
sys.exit(main())
