"""A webhook in Flask: `WEBHOOK_SECRET=… DATABASE=shop.db flask --app flask_app run`."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timezone

import paystate
from flask import Flask, Response, request

app = Flask(__name__)
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
def webhook() -> Response:
    now = datetime.now(timezone.utc)
    try:
        receipt = account.receive(request.headers, request.get_data(), now=now)
        reply = receipt.reply
        for seen in receipt.observations:
            take_in(seen, now)
    except paystate.Unauthentic as error:
        reply = error.reply
    return Response(reply.body, reply.status, content_type=reply.content_type)
