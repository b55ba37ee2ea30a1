package dev.paystate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The surface as plain Java 17 sees it: no Kotlin type is in the way. */
class PlainJavaTest {
    private static final Instant NOW = Instant.parse("2025-01-20T10:30:00Z");

    @Test
    void aRecordIsReadJudgedAndWritten() throws PaystateException {
        Payment payment = Payment.fromJson("{\"v\":1,\"status\":\"pending\",\"asked\":{\"amount\":\"100\",\"currency\":\"USDT\"}}");
        Asked asked = payment.getAsked();
        assertEquals(new BigDecimal("100"), asked.getAmount());
        Observation seen = Observation.fromJson(
            "{\"subject\":\"payment\",\"status\":\"paid\",\"received\":{\"value\":\"100.00\",\"currency\":\"USDT\"},\"source\":\"query\"}");
        Progress progress = payment.advance(seen, NOW);
        String todo = switch (progress.getAction()) {
            case FULFILL -> "hand over";
            case RELEASE, REVERSE -> "take back";
            case ESCALATE -> "call";
            case WAIT, REST -> "nothing";
        };
        assertEquals("hand over", todo);
        assertEquals(Verdict.MATCH, progress.getVerdict());
        assertEquals(Phase.WON, WordsKt.getPhase(progress.getPayment().getStatus()));
        assertEquals(progress.getPayment(), Payment.fromJson(progress.getPayment().toJson()));
    }

    @Test
    void theCountdownIsAJavaDuration() throws PaystateException {
        Schedule schedule = PaystateKt.countdown(NOW, 600, 300, NOW.plusSeconds(590));
        assertEquals(Stage.WINDOW, schedule.getStage());
        assertEquals(Duration.ofSeconds(10), schedule.getTimeLeft());
    }

    @Test
    void anAccountAsksAndErrorsAreCaughtByCase() throws PaystateException {
        String provider = PaystateKt.providers().get(0).getName();
        try (Account account = new Account(provider, List.of(new Setting("api_key", "key-1")))) {
            assertFalse(account.toString().contains("key-1"));
            Target target = new Target(Subject.PAYMENT, "o-1");
            Response response = new Response(404, List.of(), "{}".getBytes(StandardCharsets.UTF_8));
            PaystateException.Refused refused =
                assertThrows(PaystateException.Refused.class, () -> account.parse(target, response, NOW));
            assertEquals(404, refused.getHttpStatus());
            assertEquals(Category.NOT_FOUND, refused.getCategory());
            Order order = new Order("R-1", new Price("100.00", "USDT"));
            assertEquals("R-1", account.openOrder(order, NOW).getReference());
        }
    }
}
