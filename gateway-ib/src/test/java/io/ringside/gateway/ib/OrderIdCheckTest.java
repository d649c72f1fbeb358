package io.ringside.gateway.ib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.gateway.live.inbound.Judgement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A million ids may have been used between two sessions, and half of all in any case; one that is below ours does no harm. */
class OrderIdCheckTest {
    @ParameterizedTest
    @CsvSource({
        "1000010, 10, false, BELIEVED",
        "1000011, 10, false, ORDER_ID",
        "1000011, 10, true, BELIEVED",
        "536870912, 10, true, BELIEVED",
        "536870913, 10, true, ORDER_ID",
        "536870912, 536000000, false, BELIEVED",
        "536870913, 536870912, false, ORDER_ID",
        "536870913, 536870913, false, BELIEVED",
        "536870914, 536870913, false, ORDER_ID",
        "5, 10, false, BELIEVED",
        "10, 10, false, BELIEVED",
        "11, 10, false, BELIEVED",
        "-5, 10, false, BELIEVED"
    })
    void shouldRefuseAnIdThatIsFarFromThoseInUse(int orderId, int next, boolean fresh, Judgement expected) {
        assertEquals(expected, OrderIdCheck.judge(orderId, next, fresh));
    }
}
