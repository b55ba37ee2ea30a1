"""Everything is frozen, so threads may share it; and a large body lets other threads run."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from shop import ACCOUNT, ANSWER, NOW, event, order, parse


def test_threads_share_accounts_records_and_observations() -> None:
    body = event()
    signed, seen, payment = ACCOUNT.sign_webhook(body, now=NOW), parse(), ACCOUNT.open(order(), now=NOW)
    start = threading.Barrier(8)

    def work(_: int) -> set[object]:
        start.wait()
        out: set[object] = set()
        for _ in range(200):
            receipt = ACCOUNT.receive(signed, body, now=NOW)
            progress = payment.advance(seen, now=NOW)
            out |= {receipt, progress, progress.payment, seen.detached(), parse(), payment.schedule(now=NOW)}
            # Made once, whichever thread is first.
            out.add(id(seen.extra))
        return out

    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            results = list(pool.map(work, range(8)))
    finally:
        sys.setswitchinterval(switch)
    assert all(result == results[0] for result in results)
    assert len(results[0]) == 6, "five values, and one id of `extra`"


def test_a_large_body_lets_other_threads_run() -> None:
    """No thread is asked to let go of the interpreter here, so others only run if the reader lets go by itself."""
    padding = b'"padding":[' + b"1," * 400_000 + b"1],"
    large = ANSWER.replace(b'"protocol"', padding + b'"protocol"')
    done = threading.Event()
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0)

    def read() -> None:
        started.set()
        for _ in range(20):
            parse(large)
        done.set()

    started = threading.Event()
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        other = threading.Thread(target=tick)
        reader = threading.Thread(target=read)
        reader.start()
        started.wait()
        other.start()
        reader.join(60)
        done.set()
        other.join(60)
    finally:
        sys.setswitchinterval(switch)
    assert ticks > 0
