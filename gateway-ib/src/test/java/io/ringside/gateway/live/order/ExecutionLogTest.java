package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExecutionLogTest {
    private final ExecutionLog log = new ExecutionLog();

    @Test
    void shouldChargeACommissionOnceHoweverOftenItIsTold() {
        assertEquals(100, log.toCharge("a.b.c.01", 100));
        log.charge("a.b.c.01", 100);
        assertEquals(0, log.toCharge("a.b.c.01", 100));
    }

    @Test
    void shouldChargeOnlyTheDifferenceWhenACorrectedExecutionIsChargedAgain() {
        log.charge("a.b.c.01", 100);
        assertEquals(0, log.toCharge("a.b.c.02", 100));
        assertEquals(20, log.toCharge("a.b.c.02", 120));
    }

    @Test
    void shouldNotGoBackToTheCommissionOfAnExecutionThatWasCorrected() {
        log.charge("a.b.c.01", 100);
        log.charge("a.b.c.02", 20);
        assertEquals(0, log.toCharge("a.b.c.01", 100));
        assertEquals(0, log.toCharge("a.b.c.02", 120));
    }

    @Test
    void shouldKeepTheChargesOfDifferentExecutionsApart() {
        log.charge("a.b.c.01", 100);
        assertEquals(70, log.toCharge("a.b.d.01", 70));
    }

    @Test
    void shouldKeepCommissionsOfUnknownExecutionsWithinABound() {
        for (int i = 0; i < 100_000; i++) {
            log.keepCommission("x.y." + i + ".01", i);
        }
        assertEquals(1_000, log.waiting());
        assertEquals(99_999, log.takeCommission("x.y.99999.01"));
    }
}
