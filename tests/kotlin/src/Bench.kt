// How fast an answer is read, beside Jackson's tree with the same mapping by hand, after warm-up and in one run.
//
// `Bench <corpus> <provider>…`: a provider and an answer a line, shuffled anew in each round; the CPU time of the thread;
// medians of rounds. The mapping by hand knows the fields of the providers that are named.

package dev.paystate.vectors

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.paystate.Account
import dev.paystate.Answer
import dev.paystate.Outcome
import dev.paystate.Response
import dev.paystate.Target
import dev.paystate.id
import java.io.File
import java.lang.management.ManagementFactory
import java.math.BigDecimal
import java.time.Instant
import java.time.OffsetDateTime
import kotlin.random.Random

private const val ROUNDS = 60
private const val WARM_UP = 40
private const val BATCH = 100

/** Four fields that a shop looks at. */
private data class Four(val id: String?, val word: String?, val amount: BigDecimal?, val at: Instant?)

private class Bench(private val bodies: List<ByteArray>, private val account: Account) {
    private val mapper = ObjectMapper()
    private val target = Target.id("o")
    private val now = Instant.parse("2025-01-28T14:38:30Z")
    private var sink = 0

    private fun use(four: Four) {
        sink += four.hashCode()
    }

    fun parse(round: List<ByteArray>) = round.forEach { body ->
        val seen = account.parse(target, Response(200, emptyList(), body), now)
        use(Four(seen.id, seen.native, seen.amount?.value, seen.createdAt))
    }

    fun parseMany(round: List<ByteArray>) = round.chunked(BATCH).forEach { chunk ->
        for (outcome in account.parseMany(chunk.map { Answer(target, Response(200, emptyList(), it)) }, now)) {
            val seen = (outcome as Outcome.Seen).observation
            use(Four(seen.id, seen.native, seen.amount?.value, seen.createdAt))
        }
    }

    /** What a careful shop writes: a tree, the names of each dialect, the sum from its text. It checks far less. */
    fun jackson(round: List<ByteArray>) = round.forEach { body ->
        val answer = mapper.readTree(body)
        val order = answer["data"] ?: answer
        fun text(vararg names: String): String? =
            names.firstNotNullOfOrNull { name -> order[name]?.takeUnless(JsonNode::isNull) }?.asText()?.ifEmpty { null }
        val id = text("orderId", "order_id", "id")
        val at = text("createdAt", "created_at")?.let { OffsetDateTime.parse(it).toInstant() }
        use(Four(id, text("status"), text("amount")?.let(::BigDecimal), at))
    }

    /** Nanoseconds of CPU for a body, the median of the rounds, for each way in turn. */
    fun measure(ways: Map<String, (List<ByteArray>) -> Unit>): Map<String, Double> {
        val cpu = ManagementFactory.getThreadMXBean()
        val times = ways.mapValues { mutableListOf<Double>() }
        val random = Random(7)
        repeat(WARM_UP + ROUNDS) { i ->
            for ((name, way) in ways.entries.shuffled(random)) {
                val round = bodies.shuffled(random)
                val start = cpu.currentThreadCpuTime
                way(round)
                if (i >= WARM_UP) times.getValue(name) += (cpu.currentThreadCpuTime - start) / round.size.toDouble()
            }
        }
        check(sink != 1) // what was read was used
        return times.mapValues { (_, all) -> all.sorted()[all.size / 2] }
    }
}

fun main(arguments: Array<String>) {
    println("JVM ${System.getProperty("java.vm.version")}, CPU time of the thread, medians of $ROUNDS rounds")
    val corpus = File(arguments.first()).readLines().map { it.split('\t', limit = 2) }
    for (provider in arguments.drop(1)) {
        val bodies = corpus.filter { it[0] == provider }.map { it[1].toByteArray() }
        check(bodies.distinctBy { it.contentHashCode() }.size >= 1000) { "too few distinct bodies" }
        val bench = Bench(bodies, Account(provider))
        val times = bench.measure(
            mapOf("parse + 4 fields" to bench::parse, "parseMany($BATCH)" to bench::parseMany, "Jackson tree" to bench::jackson),
        )
        val jackson = times.getValue("Jackson tree")
        println("$provider: ${bodies.size} bodies of ${bodies.sumOf { it.size } / bodies.size} bytes")
        for ((name, ns) in times) println("  %-18s %8.2f µs a body  %6.2f x Jackson".format(name, ns / 1000, ns / jackson))
    }
}
