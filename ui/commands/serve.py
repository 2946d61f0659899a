"""`betweenlines serve [PROJECT]`: open the app in the browser."""

import argparse
import os
import socket
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from ui.commands.problems import CommandError
from ui.sample import sample_study
from ui.studies import open_study, recent_studies


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "serve",
        help="open the app in the browser",
        description="Open the app: on PROJECT, else on the study opened last, else on the sample.",
    )
    described.add_argument("project", type=Path, nargs="?", metavar="PROJECT")
    described.add_argument("--sample", action="store_true", help="open the sample study")
    described.add_argument("--port", type=int, default=8501, help="port on this machine (8501)")
    described.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Open the study, then serve the app on this machine until it is stopped."""
    _check_port(args.port)
    if args.project:
        open_study(args.project)
    elif args.sample or not recent_studies():
        sample_study()
    settings = serve_settings() | {"server.port": args.port, "server.headless": args.no_browser}
    from app import app

    app.run(config=settings)
    return 0


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        try:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise CommandError(
                f"Port {port} cannot be used. If Betweenlines is running already, open "
                f"http://127.0.0.1:{port} in the browser; else name another with --port."
            ) from None


def serve_settings() -> dict[str, Any]:
    """Return the settings under which the app is always run, by dotted name."""
    text = files("ui").joinpath("settings.toml").read_text("utf-8")
    return _dotted(tomllib.loads(text))


def _dotted(settings: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in settings.items():
        flat |= (
            _dotted(value, f"{prefix}{key}.")
            if isinstance(value, Mapping)
            else {prefix + key: value}
        )
    return flat
