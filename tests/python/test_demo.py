"""The demo keeps its promises: one day a seed, 80 columns, no escape codes unless a terminal wants them, and every
provider and every word of the library in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import paystate
import pytest
from demo.documents import lines
from demo.log import day
from demo.paint import wants_color
from demo.shop import Shop, run
from demo.show import given, page
from demo.stories import STORIES
from demo.wire.pages import PAGES
from paystate import types

EXAMPLES = Path(__file__).resolve().parents[2] / "bindings-python/examples"
SEEDS = range(1, 9)


@pytest.fixture(scope="module", params=SEEDS)
def shop(request: pytest.FixtureRequest) -> Shop:
    return run(day(request.param))


def test_the_log_is_long_and_of_every_provider(shop: Shop) -> None:
    observations = [entry for entry in shop.entries if entry.progress]
    assert len(observations) >= 2000
    names = {profile.name for profile in paystate.providers()}
    assert {entry.message.order.provider for entry in observations} == names == set(get_args(types.Provider))


def test_every_word_occurs(shop: Shop) -> None:
    progresses = [entry.progress for entry in shop.entries if entry.progress]
    assert {progress.step for progress in progresses} == set(get_args(types.Step))
    assert {progress.verdict for progress in progresses} == set(get_args(types.Verdict))
    assert {progress.action for progress in progresses} == set(get_args(types.Action))
    assert {entry.error.kind for entry in shop.entries if entry.error} == set(get_args(types.ErrorKind))
    seen = [entry.seen for entry in shop.entries if entry.seen]
    assert {one.status for one in seen if one.subject == "payment"} == {*get_args(types.Status), None}
    told = {profile.name: set() for profile in paystate.providers()}  # type: dict[str, set[str]]
    for entry in shop.entries:
        if entry.seen and entry.seen.source != "query":
            told[entry.message.order.provider].add(entry.seen.source)
    assert all(told.values()), "each provider tells something by itself"
    assert {entry.message.order.story.title for entry in shop.entries} == {story.title for story in STORIES}


def test_every_sample_of_a_page_is_read(shop: Shop) -> None:
    assert set(PAGES) == set(get_args(types.Provider))
    told = page(shop, color=False)
    for name, pages in PAGES.items():
        for sample in pages.samples:
            said = [means for _, means, _, _ in lines(name, pages, sample)]
            assert said and "?" not in said, (name, sample.what)
            assert ("unauthentic" in said) == (sample.path is not None), (name, sample.what)
            assert sample.what in told


def test_the_log_is_in_order_and_nothing_is_done_twice(shop: Shop) -> None:
    times = [entry.message.at for entry in shop.entries]
    assert times == sorted(times)
    assert set(given(shop.entries).values()) == {1}


def test_replaying_the_log_ends_in_the_same_records(shop: Shop) -> None:
    by_hand = {entry.message.order.reference for entry in shop.entries if entry.message.channel == "person"}
    first = run(day(shop.day.seed))
    opened = {}
    for order in first.day.orders:
        price = paystate.Price(order.facts.amount, order.facts.currency)
        wanted = paystate.Order(order.reference, price, network=order.facts.network)
        record = first.day.accounts[order.provider].open(wanted, now=order.facts.created)
        opened[order.reference] = record.replace(id=order.facts.id)
    log = [(entry.message.at, entry.seen) for entry in shop.entries if entry.seen]
    replayed = paystate.replay(opened.values(), log, now=shop.day.messages[-1].at)
    for record in replayed.records:
        if record.reference not in by_hand:
            assert record == shop.records[record.reference or ""]
    assert len(by_hand) < len(opened)


def test_no_line_is_too_wide_and_none_ends_in_blanks(shop: Shop) -> None:
    for line in page(shop, color=False).splitlines():
        assert len(line) <= 80, line
        assert line == line.rstrip()


def test_colors_change_nothing_but_colors(shop: Shop) -> None:
    colored, plain = page(shop, color=True), page(shop, color=False)
    assert "\x1b" in colored
    assert "\x1b" not in plain
    stripped = re.sub(r"\x1b\[\d+m", "", colored)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_colors_are_for_a_terminal_that_wants_them() -> None:
    assert wants_color(True, None)
    assert wants_color(True, ""), "an empty NO_COLOR is none"
    assert not wants_color(True, "1")
    assert not wants_color(False, None)


def test_a_seed_tells_one_day() -> None:
    assert page(run(day(1)), color=False) == page(run(day(1)), color=False)
    assert page(run(day(1)), color=False) != page(run(day(2)), color=False)


def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    python_path = os.pathsep.join([str(EXAMPLES), str(Path(paystate.__file__).parents[1])])
    env = os.environ | {"PYTHONPATH": python_path, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "demo", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=env)


def test_it_is_run_from_a_shell() -> None:
    ran = demo("7")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "seed 7" in ran.stdout
    assert "\x1b" not in ran.stdout
    *told, blank, bulk = ran.stdout.splitlines(keepends=True)
    assert blank == "\n"
    assert "".join(told) == page(run(day(7)), color=False)
    assert bulk.startswith("in bulk: ")
    for wrong in (["seven"], ["-1"], ["1", "2"]):
        refused = demo(*wrong)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.startswith("usage: ")
