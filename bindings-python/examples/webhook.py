"""A webhook taken to a decision: the ten lines of README. `python webhook.py`."""

# README begins here.
from datetime import datetime, timezone

import paystate

now = datetime(2025, 1, 28, 12, 0, tzinfo=timezone.utc)  # yours: datetime.now(timezone.utc)
account = paystate.Account("payin", webhook_secret="your_webhook_secret")
payment = account.open(paystate.Order("R-1", paystate.Price("100.00", "USDT")), now=now)  # a record to store

body = b'{"id":"evt_1","type":"order.completed","data":{"orderReference":"R-1","amount":"100.00","currency":"USDT"}}'
headers = {"X-PayIn-Signature": "t=1738065600,v1=f9bea4809b6287b928a5eb1eddf893c136be44175179d5424cfb3c34cf4c2f9f"}
[seen] = account.receive(headers, body, now=now).observations  # verified before anything is read
progress = payment.advance(seen, now=now)
assert progress.action == "fulfill"  # store `progress.payment` first, then hand over the goods
# README ends here.
