"""A webhook in FastAPI: `WEBHOOK_SECRET=… DATABASE=shop.db fastapi run fastapi_app.py`."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timezone

import paystate
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool

app = FastAPI()
account = paystate.Account("payin", webhook_secret=os.environ["WEBHOOK_SECRET"])


def take_in(seen: paystate.Observation, now: datetime) -> None:
    """Stores what was seen where nobody stored before us, and queues what is to be done in the same transaction."""
    with closing(sqlite3.connect(os.environ["DATABASE"])) as db:
        find = "SELECT record FROM payments WHERE reference = ?"
        while row := db.execute(find, [seen.reference]).fetchone():
            progress = paystate.Payment.from_json(row[0]).advance(seen, now=now)
            change = "UPDATE payments SET record = ? WHERE reference = ? AND record = ?"
            with db:
                if db.execute(change, [progress.payment.to_json(), seen.reference, row[0]]).rowcount:
                    db.execute("INSERT INTO jobs VALUES (?, ?)", [seen.reference, progress.action])
                    return


@app.post("/webhook")
async def webhook(request: Request) -> Response:
    now = datetime.now(timezone.utc)
    try:
        receipt = account.receive(request.headers, await request.body(), now=now)
        reply = receipt.reply
        for seen in receipt.observations:
            await run_in_threadpool(take_in, seen, now)
    except paystate.Unauthentic as error:
        reply = error.reply
    return Response(reply.body, reply.status, media_type=reply.content_type)
