"""`python -m demo [SEED]`: prints the page of a day, and how fast the same messages are read and judged in bulk."""

from __future__ import annotations

import os
import sys
from time import process_time

import paystate

from .log import day
from .paint import wants_color
from .shop import Shop, run
from .show import page


def main(arguments: list[str]) -> int:
    if len(arguments) > 1 or not all(text.isdecimal() for text in arguments):
        sys.stderr.write("usage: python -m demo [SEED], where SEED is a whole number\n")
        return 2
    shop = run(day(int(arguments[0]) if arguments else 1))
    color = wants_color(sys.stdout.isatty(), os.environ.get("NO_COLOR"))
    try:
        sys.stdout.write(page(shop, color) + in_bulk(shop))
        sys.stdout.flush()
    except BrokenPipeError:
        # A pager that was closed early. What is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def in_bulk(shop: Shop) -> str:
    """The same answers once more, without a loop in Python: the one part that is not the same each time."""
    answers: dict[str, list[tuple[paystate.Payment, int, tuple[tuple[str, str], ...], bytes]]] = {}
    for message in shop.day.messages:
        if message.channel == "query":
            record = shop.records[message.order.reference]
            answers.setdefault(message.order.provider, []).append(
                (record, message.http_status, message.headers, message.body)
            )
    start = process_time()
    for name, each in answers.items():
        shop.day.accounts[name].parse_many(each, now=shop.day.messages[-1].at)
    read = process_time() - start
    seen = [(entry.message.at, entry.seen) for entry in shop.entries if entry.seen]
    start = process_time()
    paystate.replay(shop.records.values(), seen, now=shop.day.messages[-1].at)
    judged = process_time() - start
    count = sum(map(len, answers.values()))
    return (
        f"\nin bulk: {count:,} answers read at {read / count * 1e6:.1f} µs each, "
        f"{len(seen):,} judged at {judged / len(seen) * 1e6:.1f} µs\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
