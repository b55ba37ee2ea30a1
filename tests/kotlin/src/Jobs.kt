// The jobs: each gives a public verb what a vector gives, and reads its fields back.

package dev.paystate.vectors

import dev.paystate.*

private typealias Job = (provider: String, given: Value) -> Value

/** Every job that this runner knows; `core/time` and `core/money` are no public verbs. */
val JOBS: Map<String, Job> = mapOf(
    "query" to { provider, given -> of(account(provider, given).query(target(given["target"]), now(given))) },
    "parse" to { provider, given ->
        obj("observation" to of(account(provider, given).parse(target(given["target"]), response(given), now(given))))
    },
    "create" to { provider, given -> of(account(provider, given).create(order(given["order"]), now(given))) },
    "parse_created" to { provider, given ->
        obj("observation" to of(account(provider, given).parseCreated(target(given["target"]), response(given), now(given))))
    },
    "list" to { provider, given -> of(account(provider, given).list(listing(given["listing"]), now(given))) },
    "page" to { provider, given ->
        of(account(provider, given).parsePage(listing(given["listing"]), response(given), now(given)))
    },
    "timeline" to { provider, given ->
        val timeline = account(provider, given).parseTimeline(target(given["target"]), response(given), now(given))
        obj("events" to timeline.events.map(::of))
    },
    "stream" to ::stream,
    "token" to { provider, given ->
        val account = account(provider, given)
        if (given["response"] == Null) of(account.authorize(now(given))) else of(account.parseToken(response(given), now(given)))
    },
    "webhook" to { provider, given ->
        of(account(provider, given).receive(Webhook(headers(given), body(given), given["path"].text), now(given)))
    },
    "config" to { provider, given ->
        val fields = obj("key" to given["key"], "value" to given["value"])
        of(account(provider, given).command("configure", Target(Subject.PAYMENT), fields.toString(), now(given)))
    },
    "command" to { provider, given ->
        val fields = if (given["fields"] == Null) obj() else given["fields"]
        val name = given["name"].text.orEmpty()
        of(account(provider, given).command(name, target(given["target"]), fields.toString(), now(given)))
    },
    "redirect" to { provider, given ->
        obj("observation" to of(account(provider, given).parseRedirect(given["url"].text.orEmpty())))
    },
    "redirect_url" to { provider, given ->
        val observation = given["observation"]
        val seen = seen(observation).copy(
            network = observation["network"].text,
            transaction = observation["transaction"].text,
            completedAt = optionalInstant(observation["completed_at"]),
        )
        obj("url" to account(provider, given).buildRedirect(given["url"].text.orEmpty(), seen))
    },
    "explain" to { _, given ->
        val subject = checkNotNull(Subject.of(given["subject"].text.orEmpty()))
        val explained = explain(given["provider"].text.orEmpty(), subject, given["word"].text.orEmpty())
        obj(
            "status" to explained.status?.word,
            "known" to explained.known,
            "stops_polling" to explained.stopsPolling,
            "may_still_change" to explained.mayStillChange,
        )
    },
    "core/advance" to ::advance,
    "core/schedule" to { _, given ->
        val window = given["window"]
        val seconds = { name: String -> (window[name] as Num).token.toLong() }
        of(countdown(instant(window["created_at"]), seconds("window_s"), seconds("grace_s"), now(given)))
    },
    "core/plan" to { _, given ->
        of(payment(given["payment"]).schedule(now(given), optionalInstant(given["not_before"])))
    },
    "core/record" to { _, given -> stored(Payment.fromJson(storedText(given)).toJson()) },
    "core/observation" to { _, given -> stored(Observation.fromJson(storedText(given)).toJson()) },
)

/** Runs one case: what the verb gave back, an error as data too. */
fun run(job: String, provider: String, given: Value): Value = try {
    checkNotNull(JOBS[job]) { "$job: no such job" }(provider, given)
} catch (error: PaystateException) {
    of(error)
}

private fun now(given: Value) = instant(given["now"])

private fun stream(provider: String, given: Value): Value {
    val account = account(provider, given)
    var stream = account.stream(given["targets"].items.map(::target))
    val url = stream.url
    val steps = given["script"].items.map { line ->
        val event = when (Flag(true)) {
            line["open"] -> StreamEvent.Open
            line["tick"] -> StreamEvent.Tick
            line["close"] -> StreamEvent.Close
            else -> StreamEvent.Frame(line["frame"].text.orEmpty())
        }
        // As it is stored between two events.
        val step = account.streamStep(Stream.fromJson(stream.toJson()), event, instant(line["at"]))
        stream = step.stream
        of(step)
    }
    return obj("url" to url, "steps" to steps)
}

@Suppress("UNUSED_PARAMETER")
private fun advance(provider: String, given: Value): Value {
    var payment = payment(given["payment"])
    val steps = given["observations"].items.map { seen ->
        payment.advance(seen(seen), now(given)).also { payment = it.payment }
    }
    return obj(
        "status" to payment.status.word,
        "steps" to steps.map { it.step.word },
        "verdicts" to steps.map { it.verdict.word },
        "actions" to steps.map { it.action.word },
        "whys" to steps.map { it.why.word },
        "held" to steps.map { money(it.held) },
        "poll_at" to steps.map { it.pollAt?.toString() },
        "fulfilled" to payment.fulfilled,
        "released" to payment.released,
        "reversed" to payment.reversed,
    )
}

/** The stored form of a case: as JSON, or as text where a parser of JSON would change it. */
private fun storedText(given: Value) = given["json"].text ?: given["json"].toString()

private fun stored(text: String) = obj("json" to parse(text), "text" to text)
