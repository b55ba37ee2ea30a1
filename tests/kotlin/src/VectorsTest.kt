// Runs every vector through the public API and writes `target/vectors-kotlin.txt`.

package dev.paystate.vectors

import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File

/** The two that are no verbs of the public surface. */
private val RUST_ONLY = setOf("core/time", "core/money")

class VectorsTest {
    private val checkout = File(System.getProperty("checkout"))

    @Test
    fun `every vector holds`() {
        val report = StringBuilder()
        val failures = mutableListOf<String>()
        for (file in files().filter { it["job"].text !in RUST_ONLY }) {
            for (case in file["cases"].items) {
                val id = case["id"].text
                val wrong = runCatching {
                    differences(case["expect"], run(file["job"].text.orEmpty(), file["provider"].text.orEmpty(), case["given"]))
                }.getOrElse { listOf(it.toString()) }
                report.append("$id ${if (wrong.isEmpty()) "ok" else "fail"}\n")
                if (wrong.isNotEmpty()) failures += "$id (${case["title"].text}):\n  ${wrong.joinToString("\n  ")}"
            }
        }
        File(checkout, "target/vectors-kotlin.txt").writeText(report.toString())
        assertTrue(report.isNotEmpty(), "no vectors were found")
        assertTrue(failures.isEmpty(), "${failures.size} failed:\n${failures.joinToString("\n")}")
    }

    /** Every file of the folder that `PAYSTATE_VECTORS` names, else of `tests/vectors`. */
    private fun files(): List<Value> {
        val folder = System.getenv("PAYSTATE_VECTORS")?.takeIf { it.isNotEmpty() } ?: "tests/vectors"
        val folders = checkout.resolve(folder).listFiles { file -> file.isDirectory }.orEmpty().sorted()
        return folders.flatMap { it.listFiles { file -> file.extension == "json" }.orEmpty().sorted() }.map { parse(it.readText()) }
    }
}

class CompareTest {
    private fun holds(expected: String, actual: String) = differences(parse(expected), parse(actual)).isEmpty()

    @Test
    fun `what is not listed is not compared, and values count`() {
        assertTrue(holds("""{"a":1}""", """{"a":1,"b":2}"""))
        assertFalse(holds("""{"a":1,"b":2}""", """{"a":1}"""))
        assertTrue(holds("""{"a":null}""", "{}"))
        assertTrue(holds("""{"value":"100"}""", """{"value":"100.00"}"""))
        assertFalse(holds("""{"native":"100"}""", """{"native":"100.00"}"""))
        assertTrue(holds("""{"at":"2025-01-20T10:30:00Z"}""", """{"at":"2025-01-20T18:30:00.000+08:00"}"""))
        assertFalse(holds("""{"at":"2025-01-20T10:30:00Z"}""", """{"at":"2025-01-20T10:30:00.001Z"}"""))
        assertFalse(holds("[1,2]", "[2,1]"))
        assertTrue(holds("""{"notes":["a","b"]}""", """{"notes":["b","a"]}"""))
        assertTrue(holds("""{"headers":[["A","1"],["b","2"]]}""", """{"headers":[["B","2"],["a","1"]]}"""))
        assertFalse(holds("""{"headers":[["A","1"]]}""", """{"headers":[["A","2"]]}"""))
        assertFalse(holds("""{"error":{"kind":"malformed"}}""", """{"observation":{}}"""))
    }

    @Test
    fun `json is written as it was read`() {
        val text = """{"b":[1.10,1e2,"\"\\\n\u0001ä"],"a":{"c":null,"d":true}}"""
        assertTrue(parse(text).toString() == text)
    }
}
