package io.ringside.gateway.live.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** The digits after the last dot are the revision, if they are digits. */
    @ParameterizedTest
    @CsvSource({"a.b.c.02, a.b.c, 2", ".03, '', 3", "abc, abc, 1", "a.b, a, 1", "a., a, 1"})
    void shouldReadTheRevisionOfAnId(String id, String prefix, int revision) {
        assertEquals(prefix, ExecutionLog.prefix(id));
        assertEquals(revision, ExecutionLog.revision(id));
    }

    /** 12 more for 3 shares are 4 a share; of no shares nothing is known. */
    @Test
    void shouldCorrectThePriceOfAShare() {
        log.put("a.01", new ExecutionLog.Execution(1, 3, 100, 7, 0));
        log.corrected("a.02", 12);
        assertEquals(new ExecutionLog.Execution(2, 3, 104, 7, 0), log.before("a.01"));
        log.put("b.01", new ExecutionLog.Execution(1, 1, 100, 7, 0));
        log.corrected("b.02", -5);
        assertEquals(new ExecutionLog.Execution(2, 1, 95, 7, 0), log.before("b.01"));
        log.put("c.01", new ExecutionLog.Execution(1, 0, 100, 7, 0));
        log.corrected("c.02", 5);
        assertEquals(new ExecutionLog.Execution(1, 0, 100, 7, 0), log.before("c.01"));
        log.corrected("d.02", 5);
        assertNull(log.before("d.01"));
        assertEquals(3, log.size());
    }
}
