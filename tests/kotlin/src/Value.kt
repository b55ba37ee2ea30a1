// JSON as the vectors need it: keys in order, numbers as they are spelled, since bodies are compared byte for byte.

package dev.paystate.vectors

sealed interface Value {
    operator fun get(key: String): Value = (this as? Obj)?.members?.get(key) ?: Null
    val text: String? get() = (this as? Text)?.value
    val items: List<Value> get() = (this as? Arr)?.values.orEmpty()
}

data class Obj(val members: Map<String, Value>) : Value {
    override fun toString() = members.entries.joinToString(",", "{", "}") { (key, value) -> "${quoted(key)}:$value" }
}

data class Arr(val values: List<Value>) : Value {
    override fun toString() = values.joinToString(",", "[", "]")
}

data class Text(val value: String) : Value {
    override fun toString() = quoted(value)
}

data class Num(val token: String) : Value {
    override fun toString() = token
}

data class Flag(val value: Boolean) : Value {
    override fun toString() = value.toString()
}

data object Null : Value {
    override fun toString() = "null"
}

/** A value of Kotlin's as JSON; null is absent. */
fun valueOf(any: Any?): Value = when (any) {
    null -> Null
    is Value -> any
    is String -> Text(any)
    is Boolean -> Flag(any)
    is Int, is Long -> Num(any.toString())
    is Iterable<*> -> Arr(any.map(::valueOf))
    else -> error("${any::class} is no JSON")
}

fun obj(vararg members: Pair<String, Any?>): Obj = Obj(members.associate { (key, value) -> key to valueOf(value) })

private fun quoted(text: String) = buildString {
    append('"')
    for (c in text) {
        when (c) {
            '"' -> append("\\\"")
            '\\' -> append("\\\\")
            '\n' -> append("\\n")
            '\r' -> append("\\r")
            '\t' -> append("\\t")
            '\b' -> append("\\b")
            '\u000c' -> append("\\f")
            else -> if (c < ' ') append("\\u%04x".format(c.code)) else append(c)
        }
    }
    append('"')
}

fun parse(text: String): Value {
    val parser = Parser(text)
    val value = parser.value()
    parser.blanks()
    check(parser.at == text.length) { "more than one value" }
    return value
}

private class Parser(private val text: String) {
    var at = 0

    fun blanks() {
        while (at < text.length && text[at] in " \t\n\r") at++
    }

    private fun take(mark: Char): Boolean {
        blanks()
        return (at < text.length && text[at] == mark).also { if (it) at++ }
    }

    private fun expect(mark: Char) = check(take(mark)) { "expected $mark at $at" }

    fun value(): Value {
        blanks()
        return when {
            take('{') -> Obj(entries('}') { string().also { expect(':') } to value() }.toMap())
            take('[') -> Arr(entries(']') { value() })
            text[at] == '"' -> Text(string())
            else -> word()
        }
    }

    private fun <T> entries(end: Char, entry: () -> T): List<T> {
        val out = mutableListOf<T>()
        if (take(end)) return out
        do out += entry() while (take(','))
        expect(end)
        return out
    }

    private fun word(): Value {
        val start = at
        while (at < text.length && text[at] !in ",]} \t\n\r") at++
        return when (val word = text.substring(start, at)) {
            "true" -> Flag(true)
            "false" -> Flag(false)
            "null" -> Null
            else -> Num(word)
        }
    }

    private fun string(): String = buildString {
        expect('"')
        while (text[at] != '"') {
            val c = text[at++]
            append(if (c == '\\') escaped() else c)
        }
        at++
    }

    private fun escaped(): Char = when (val c = text[at++]) {
        'n' -> '\n'
        'r' -> '\r'
        't' -> '\t'
        'b' -> '\b'
        'f' -> '\u000c'
        'u' -> text.substring(at, at + 4).toInt(16).toChar().also { at += 4 }
        else -> c
    }
}
