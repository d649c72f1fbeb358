package io.ringside.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.market.Instrument;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rule says where a price that it is to give is none. */
class RuleTest {
    private static Signal said(double number) {
        Value price = Value.constant("price", number);
        var out = new Signal();
        new Rule(SignalKind.ENTER_LONG, "IN", text -> 0)
                .byStopLimit(price, price)
                .stopAt(price)
                .scaleOut(0.5, price)
                .signal(new EngineEvent(new Bounds(1, 1, 1, 1)), Instrument.usEquity(0, "ANY"), out);
        return out;
    }

    @Test
    void shouldSayThatAPriceIsNoneInsteadOfFailing() {
        for (double none : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
            Signal out = said(none);
            assertEquals(
                    List.of(Signal.NO_PRICE, Signal.NO_PRICE, Signal.NO_PRICE),
                    List.of(out.entryLimitE8, out.entryStopE8, out.stopE8));
        }
    }

    @Test
    void shouldSayThatAPartHasNoTargetWhereItIsNoNumber() {
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(Signal.NO_PRICE, said(none).partTargetE8[0]);
        }
    }
}
