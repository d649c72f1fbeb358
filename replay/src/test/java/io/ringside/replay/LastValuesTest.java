package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.Update;
import io.ringside.engine.indicator.SimpleMovingAverage;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.signal.Bars;
import io.ringside.engine.signal.Strategies;
import io.ringside.engine.signal.Strategy;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A strategy on AA and one on BB, each of which looks at bars of five minutes, of an hour, and of the other instrument. */
class LastValuesTest {
    /** The same names everywhere. */
    public static final class Alike extends Strategy {
        @Override
        protected void define() {
            about("Names its averages alike.");
            Bars bars = bars(BarSpec.FIVE_MINUTES);
            Bars hours = bars(BarSpec.parse("1h"));
            Bars other = bars(
                    BarSpec.FIVE_MINUTES, instruments("of", 1, "also looked at").get(0));
            bars.add("mean", new SimpleMovingAverage(1));
            bars.add("slow", new SimpleMovingAverage(2));
            hours.add("Mean", new SimpleMovingAverage(1));
            other.add("mean", new SimpleMovingAverage(1));
            enterLong("NEVER")
                    .when(bars.close().atLeast(threshold("high", 1000, 0, 10_000, "", "enters from here on")))
                    .exitAfter(1, "OLD");
        }
    }

    private Engine engine;
    private LastValues last;
    private EngineEvent event;

    @BeforeAll
    static void knowTheStrategy() {
        Strategies.add(Alike::new);
    }

    private void begin() {
        engine = new Engine(EngineSettings.parse("""
                instruments = [{ symbol = AA }, { symbol = BB }]
                data { bar = 5m }
                signals { one { strategy = alike, of = [BB], instruments = [AA] } }
                risk { allow-no-stop = true, size { by = shares, shares = 1 } }
                """, "test"), ExchangeCalendar.usEquity());
        last = new LastValues(engine);
        event = new EngineEvent(engine.bounds());
    }

    private void update(int input, double... values) {
        event.openPrint(0, 1, 1, 0);
        event.clearDecisions();
        Update update = event.addUpdate();
        update.bindingId = 0;
        update.input = input;
        update.valueOffset = 1;
        update.valueCount = values.length;
        System.arraycopy(values, 0, event.values, 1, values.length);
        last.onEvent(event);
    }

    private void split(int instrument, double... values) {
        event.split(instrument, 1, 2, 1, 0);
        event.clearDecisions();
        event.valueCount = values.length;
        System.arraycopy(values, 0, event.values, 0, values.length);
        last.onEvent(event);
    }

    @Test
    void shouldTellEachValueAsItWasLastUnderANameOfItsOwn() {
        begin();
        assertEquals(Map.of(), last.values(0));
        update(0, 10, 20);
        assertEquals("{mean=10.0, slow=20.0}", last.values(0).toString());
        update(2, 30);
        update(1, 40);
        update(0, 11, 21);
        assertEquals(
                "{mean=11.0, slow=21.0, Mean 1h=40.0, mean BB 5m=30.0}",
                last.values(0).toString());
    }

    /** The values restated come one behind the other; those of another instrument stay. */
    @Test
    void shouldTakeValuesRestatedForASplit() {
        begin();
        update(0, 10, 20);
        update(1, 40);
        update(2, 30);
        split(0, 5, 10, 20);
        assertEquals(
                "{mean=5.0, slow=10.0, Mean 1h=20.0, mean BB 5m=30.0}",
                last.values(0).toString());
        split(1, 15);
        assertEquals(
                "{mean=5.0, slow=10.0, Mean 1h=20.0, mean BB 5m=15.0}",
                last.values(0).toString());
        event.payment(0, 1, CorporateAction.DIVIDEND, 1, 0);
        event.valueCount = 0;
        last.onEvent(event);
        assertEquals(4, last.values(0).size(), "a dividend changes none");
    }

    /** What a record does not have is not known any more, until the bar closes again. */
    @Test
    void shouldForgetWhatASplitHasMadeOfValuesThatARecordDoesNotHave() {
        begin();
        update(0, 10, 20);
        update(1, 40);
        update(2, 30);
        split(0, 5, 10);
        assertEquals("{mean=5.0, slow=10.0, mean BB 5m=30.0}", last.values(0).toString());
        split(0);
        assertEquals("{mean BB 5m=30.0}", last.values(0).toString());
        update(1, 41);
        assertEquals("{Mean 1h=41.0, mean BB 5m=30.0}", last.values(0).toString());
        split(0, 7);
        assertEquals("{Mean 1h=7.0, mean BB 5m=30.0}", last.values(0).toString());
    }
}
