// What a call into the library costs beside its work: here it is kept small.

package dev.paystate

/**
 * Statuses of calls, to be used again by their thread. JNA allocates native memory for each, registers it in a table of the
 * process and has a cleaner watch it: half of the time of a call that reads one answer.
 *
 * A call within a call takes another one, and one that ends in an exception is not given back.
 */
internal object CallStatuses {
    private val free = ThreadLocal.withInitial { ArrayDeque<UniffiRustCallStatus>() }

    fun take(): UniffiRustCallStatus = free.get().removeLastOrNull() ?: UniffiRustCallStatus()

    /** [status] is of a call that succeeded, so that it holds no error. */
    fun giveBack(status: UniffiRustCallStatus) {
        free.get().addLast(status)
    }
}
