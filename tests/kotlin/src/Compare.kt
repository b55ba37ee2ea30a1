// The comparison of the contract: what is expected must hold, what is not listed is not compared.

package dev.paystate.vectors

import java.math.BigDecimal
import java.time.Instant
import java.time.OffsetDateTime

/** Arrays that are sets of words. */
private val SETS = setOf("notes")

/** Texts that are compared as they are, whatever they look like. */
private val VERBATIM = setOf("body", "url", "native", "id", "reference", "event_id", "extra")

/** What of [expected] does not hold in [actual], one line each; empty where all holds. */
fun differences(expected: Value, actual: Value): List<String> = buildList { compare("", "", expected, actual, this) }

private fun compare(path: String, key: String, expected: Value, actual: Value, out: MutableList<String>) {
    val holds = when {
        expected is Obj && actual is Obj -> {
            for ((name, value) in expected.members) {
                val here = "$path.$name"
                if (name == "headers") compareHeaders(here, value, actual[name], out)
                else compare(here, name, value, actual[name], out)
            }
            true
        }
        expected is Arr && actual is Arr && key in SETS ->
            expected.values.size == actual.values.size && actual.values.containsAll(expected.values)
        expected is Arr && actual is Arr -> {
            expected.values.zip(actual.values).forEachIndexed { i, (e, a) -> compare("$path[$i]", key, e, a, out) }
            expected.values.size == actual.values.size
        }
        expected is Text && actual is Text ->
            expected == actual || key !in VERBATIM && sameValue(key, expected.value, actual.value)
        expected is Num && actual is Num -> sameNumber(expected.token, actual.token)
        else -> expected == actual
    }
    if (!holds) out += "$path: expected $expected, got $actual"
}

/** Sums are compared as numbers, instants to the millisecond. */
private fun sameValue(key: String, expected: String, actual: String): Boolean {
    if (key == "value" || key == "amount") return sameNumber(expected, actual)
    val (e, a) = instant(expected) to instant(actual)
    return e != null && a != null && e.toEpochMilli() == a.toEpochMilli()
}

private fun sameNumber(expected: String, actual: String): Boolean {
    val (e, a) = expected.toBigDecimalOrNull() to actual.toBigDecimalOrNull()
    return (e ?: BigDecimal.ZERO).compareTo(a ?: BigDecimal.ZERO) == 0 && (e == null) == (a == null)
}

private fun instant(text: String): Instant? = runCatching { OffsetDateTime.parse(text).toInstant() }.getOrNull()

/** Names without case, pairs without order, none more and none less. */
private fun compareHeaders(path: String, expected: Value, actual: Value, out: MutableList<String>) {
    fun sorted(headers: Value) = headers.items
        .map { it.items[0].text.orEmpty().lowercase() to it.items[1].text.orEmpty() }
        .sortedWith(compareBy({ it.first }, { it.second }))
    if (sorted(expected) != sorted(actual)) out += "$path: expected $expected, got $actual"
}
