// What Kotlin would miss at the generated types. No meaning stands here: only shorter ways to say the same.

@file:JvmName("Values")

package dev.paystate

import java.time.Instant

/**
 * An account of [provider] from names and values, for a provider that is not known before run time; where it is, `Account.`
 * and its name list what it takes. A verifying secret may be given up to four times, for rotation.
 *
 * @throws PaystateException.Misuse for a provider or name that is not known, and for a setting outside its words
 */
fun Account(provider: String, vararg settings: Pair<String, String>): Account =
    Account(provider, settings.map { (name, value) -> Setting(name, value) })

/** A payment, by the provider's id. */
fun Target.Companion.id(id: String): Target = Target(Subject.PAYMENT, id = id)

/** A payment, by the merchant's reference. */
fun Target.Companion.reference(reference: String): Target = Target(Subject.PAYMENT, reference = reference)

/** The status of a payment; null for every other subject, and where the word is unknown or missing. */
val Observation.status: Status?
    get() = (state as? ObservedState.Payment)?.status

/** The provider's own field of that name, as JSON text; null where there is none. */
operator fun List<ExtraField>.get(name: String): Json? = find { it.name == name }?.json

/** The word itself, in the vocabulary of its subject. */
val ObservedState.word: String
    get() = when (this) {
        is ObservedState.Payment -> status.word
        is ObservedState.Refund -> status.word
        is ObservedState.Payout -> status.word
        is ObservedState.Settlement -> status.word
        is ObservedState.Deposit -> status.word
    }

/** Names and values, a list of secrets as one setting each, absent ones left out. */
internal fun settings(vararg options: Pair<String, Any?>): List<Setting> = options.flatMap { (name, value) ->
    (value as? List<*> ?: listOfNotNull(value)).map { Setting(name, it.toString()) }
}

/** Milliseconds since 1970; an instant that a `Long` of them cannot hold becomes one that the library refuses. */
internal fun millis(at: Instant): Long =
    if (at.epochSecond in -LAST_SECOND..LAST_SECOND) at.toEpochMilli() else Long.MAX_VALUE

private const val LAST_SECOND = 1_000_000_000_000L

/** A word that the library of this release has, and these sources too. */
internal fun <T : Any> growing(word: T?): T = checkNotNull(word) { "the library is of another release" }
