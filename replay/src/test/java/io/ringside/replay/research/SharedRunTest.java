package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.Engine;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run on recorded signals gives what the whole pipeline gives. */
class SharedRunTest {
    private static final MarketTape TAPE = Tapes.of("2021-01-04", "2022-03-31", 5);

    static Stream<List<String>> settings() {
        return Stream.of(
                List.of("qqq.conf"),
                List.of("qqq-published.conf"),
                List.of("qqq-published.conf", "broker.fill-on=next"),
                List.of("qqq.conf", "risk.leverage=4", "broker.interest.margin=0.0583"),
                List.of("qqq.conf", "broker.latency-events=2", "broker.half-spread-ticks=1"),
                List.of("qqq.conf", "broker.latency-nanos=400000000000", "risk.reentry-bars=20"),
                List.of("qqq.conf", "broker.participation=0.001", "risk.atr-multiple=2"),
                List.of("qqq.conf", "broker.commission.plan=tiered", "broker.fees.charge=all"),
                List.of("qqq.conf", "risk.leverage=100", "risk.fraction=1", "risk.cap=10000000000"),
                List.of(
                        "qqq.conf",
                        "risk.leverage=100",
                        "risk.fraction=1",
                        "risk.cap=10000000000",
                        "risk.atr-multiple=40"),
                List.of("qqq.conf", "signal.entry-below=-100"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void shouldEarnTheSameAsTheWholePipeline(List<String> settings) {
        Config config = Tapes.config(
                settings.get(0), settings.subList(1, settings.size()).toArray(String[]::new));
        assertSame(config, TAPE.all());
    }

    @Test
    void shouldEarnTheSameWithRandomSettings() {
        long seed = 20_260_101;
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 25; i++) {
            Config config = Tapes.config(
                    random.nextBoolean() ? "qqq.conf" : "qqq-published.conf",
                    "risk.atr-multiple=" + (0.5 + random.nextInt(40) / 2.0),
                    "risk.leverage=" + (1 + random.nextInt(4)),
                    "risk.fraction=0.0" + (1 + random.nextInt(9)),
                    "risk.reentry-bars=" + random.nextInt(8),
                    "signal.sma=" + (5 + random.nextInt(300)),
                    "signal.willr=" + (2 + random.nextInt(20)),
                    "signal.entry-below=-" + (50 + random.nextInt(50)),
                    "broker.slippage-ticks=" + random.nextInt(4),
                    "broker.interest.margin=0.0" + random.nextInt(9));
            int from = random.nextInt(TAPE.sessions() - 60);
            int warm = Math.max(0, from - random.nextInt(20));
            System.out.println("SharedRunTest seed " + seed + " case " + i);
            assertSame(config, TAPE.sessions(warm, from, from + 20 + random.nextInt(40)));
        }
    }

    @Test
    void shouldPassOverMostBarsWhenLittleHappens() {
        Engine engine = Grid.engine(Tapes.config("qqq.conf"));
        assertTrue(SignalTrack.canRecord(engine));
        SignalTrack track = SignalTrack.of(engine, TAPE.all());
        int stops = 0;
        for (int at = 0; at < TAPE.events(); at = Math.max(at + 1, track.stop(at + 1))) {
            stops++;
        }
        assertTrue(stops < TAPE.events() / 3, stops + " of " + TAPE.events());
    }

    @Test
    void shouldNotRecordWhereBarsAreMadeOfSmallerOnes() {
        assertFalse(SignalTrack.canRecord(Grid.engine(Tapes.config("qqq.conf", "signal.bar=15m"))));
        assertFalse(SignalTrack.canRecord(Grid.engine(Tapes.config("opening-range.conf"))));
    }

    private static void assertSame(Config config, Window window) {
        TapeRun whole = TapeRun.of(Grid.engine(config), window, List.of());
        Engine engine = Grid.engine(config);
        SignalTrack track = SignalTrack.of(Grid.engine(config), window);
        SharedRun shared = new SharedRun(engine, window, track);
        SharedRun.play(List.of(shared), window);
        assertEquals(
                whole.summary().json(),
                TapeRun.summary(shared.trades(), shared.events(), "", true).json());
        assertEquals(whole.trades().days(), shared.trades().days());
        assertEquals(whole.trades().trades().size(), shared.trades().trades().size());
        assertEquals(
                whole.trades().ledger().toString(), shared.trades().ledger().toString());
        for (int i = 0; i < whole.trades().trades().size(); i++) {
            var one = whole.trades().trades().get(i);
            var other = shared.trades().trades().get(i);
            assertEquals(one.orderRef(), other.orderRef());
            assertEquals(one.pnlE8(), other.pnlE8());
            assertEquals(one.entryNanos(), other.entryNanos());
            assertEquals(one.exitNanos(), other.exitNanos());
            assertEquals(one.exitReason(), other.exitReason());
        }
    }
}
