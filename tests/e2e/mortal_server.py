"""A server of the coding screen that can be killed and started again fifty times in seconds.

Everything is imported once; each life is a fork of that, with the listening socket handed down,
and opens the study anew. Commands come on stdin, one a line: `up`, `down` (SIGKILL), `end`.
"""

import asyncio
import os
import signal
import socket
import sys

import uvicorn

from tests.e2e.reading_room import room_app


def live(listener: socket.socket) -> None:
    """Serve until killed."""
    config = uvicorn.Config(room_app(), log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    asyncio.run(server.serve(sockets=[listener]))


def born(port: int) -> int:
    """Start a life on the port and return its process id."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(100)
    child = os.fork()
    if child == 0:
        try:
            live(listener)
        finally:
            os._exit(0)
    listener.close()
    return child


def obey(port: int) -> None:
    """Do what stdin says, one line at a time, and answer each with `done`."""
    child = 0
    for line in sys.stdin:
        order = line.strip()
        if order in ("down", "end") and child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            child = 0
        if order == "up":
            child = born(port)
        sys.stdout.write("done\n")
        sys.stdout.flush()
        if order == "end":
            return


if __name__ == "__main__":
    obey(int(sys.argv[1]))
