"""`betweenlines check FRAMEWORK`: is the file a sound framework, and what could be better?"""

import argparse
from pathlib import Path

from framework.checking import check_framework
from framework.reading import read_framework
from ui.commands.problems import framework_text
from ui.wording import counted


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "check", help="check a framework file", description="Check a framework file (YAML)."
    )
    described.add_argument("framework", type=Path, metavar="FRAMEWORK")
    described.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what the framework holds and what is soft in it; errors come as FrameworkError."""
    framework = read_framework(framework_text(args.framework), source=str(args.framework))
    codes = tuple(framework.codes())
    print(
        f"{args.framework}: sound. {framework.name}, version {framework.version}: "
        f"{counted(len(framework.dimensions), 'dimension')}, "
        f"{counted(len(framework.themes), 'theme')}, {counted(len(codes), 'code')}."
    )
    for notice in check_framework(framework):
        print(f"  {notice.about}: {notice.what}")
    return 0
