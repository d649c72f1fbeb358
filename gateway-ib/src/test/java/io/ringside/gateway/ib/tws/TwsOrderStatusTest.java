package io.ringside.gateway.ib.tws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The broker's words for the state of an order, and which of them are the last about it. */
class TwsOrderStatusTest {
    private static TwsOrderStatus of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return TwsOrderStatus.of(new AsciiField().wrap(new UnsafeBuffer(bytes), 0, bytes.length));
    }

    @ParameterizedTest
    @CsvSource({
        "ApiPending, API_PENDING, false",
        "PendingSubmit, PENDING_SUBMIT, false",
        "PendingCancel, PENDING_CANCEL, false",
        "PreSubmitted, PRE_SUBMITTED, false",
        "Submitted, SUBMITTED, false",
        "ApiCancelled, API_CANCELLED, true",
        "Cancelled, CANCELLED, true",
        "Filled, FILLED, true",
        "Inactive, INACTIVE, false",
        "'', UNKNOWN, false",
        "filled, UNKNOWN, false",
        "'Filled ', UNKNOWN, false",
        "Fille, UNKNOWN, false",
        "Canceled, UNKNOWN, false"
    })
    void shouldKnowTheStatesAndWhichOfThemEndAnOrder(String text, TwsOrderStatus status, boolean ends) {
        assertEquals(status, of(text));
        assertEquals(ends, status.isFinal());
    }

    @Test
    void shouldKnowNoOtherStates() {
        assertEquals(10, TwsOrderStatus.values().length);
    }
}
