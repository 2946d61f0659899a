"""`betweenlines check FRAMEWORK`: is the file a sound framework, and what could be better?"""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from framework.checking import check_framework
from framework.model import Framework
from framework.reading import read_framework
from ui.commands.problems import framework_text, tell
from ui.places import cache_folder
from ui.wording import counted

if TYPE_CHECKING:
    from coding.pretag.trying import Tryout

_COLLISIONS = 10


def add(commands: argparse._SubParsersAction) -> None:
    """Describe the command."""
    described = commands.add_parser(
        "check", help="check a framework file", description="Check a framework file (YAML)."
    )
    described.add_argument("framework", type=Path, metavar="FRAMEWORK")
    described.add_argument(
        "--examples",
        action="store_true",
        help="try the examples: does each find its code, does each near miss stay out?",
    )
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
    if args.examples:
        _try_examples(framework)
    return 0


def _try_examples(framework: Framework) -> None:
    from coding.pretag.trying import try_examples

    tell("Trying the examples; the first time this takes a minute or so.")
    tryout = try_examples(framework, cache=cache_folder())
    if tryout.notice:
        tell(tryout.notice)
    print(
        f"{tryout.landed} of {counted(len(tryout.examples), 'example')} find their code among the "
        f"first three when left out; {tryout.stayed_out} of "
        f"{counted(len(tryout.misses), 'near miss', 'near misses')} stay out of the code that "
        "they narrowly are not."
    )
    _print_lost(tryout)
    for miss in tryout.misses:
        if not miss.stays_out:
            belongs = f", belongs to {miss.belongs_to}" if miss.belongs_to else ""
            print(f"  code {miss.code_id}: a near miss comes in{belongs}: {miss.text}")
    for pair in tryout.collisions[:_COLLISIONS]:
        print(f"  {pair.one} and {pair.other} take {pair.taken} of each other's examples; nearest:")
        print(f"    {pair.one}: {pair.one_text}")
        print(f"    {pair.other}: {pair.other_text}")


def _print_lost(tryout: "Tryout") -> None:
    """Print the examples that do not land, the codes with most of them first."""
    of_code = Counter(one.code_id for one in tryout.examples)
    lost = Counter(one.code_id for one in tryout.examples if not one.lands)
    for code_id, count in lost.most_common():
        print(f"  code {code_id}: {count} of {counted(of_code[code_id], 'example')} do not land")
        for one in tryout.examples:
            if one.code_id == code_id and not one.lands:
                print(f"    place {one.place}, after {', '.join(one.first)}: {one.text}")
