package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.gateway.live.operator.KillSwitch;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.live.operator.MemoryFolder;
import io.ringside.gateway.sim.FaultKind;
import io.ringside.gateway.sim.FaultRule;
import io.ringside.gateway.sim.FaultScript;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Some minutes of a day without any trouble, in one thread and in market time: what stands in its journal. */
@ExtendWith(SilentLog.class)
class TradingDayTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = LiveBench.DAY;
    private static final int INSTRUMENTS = 3;

    private static final List<String> HELD = List.of("QQQ", "SPY", "AAPL");

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final List<String> lines = new ArrayList<>();

    @Test
    void shouldCloseTheSessionBehindItsLastBars() {
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 390).beginningAt(387 * 60);
        play(day);
        int close = lines.indexOf("SESSION_CLOSE 16:00");
        assertTrue(close > 0, lines.toString());
        List<String> before = lines.subList(0, close);
        assertEquals(
                INSTRUMENTS,
                before.stream().filter("BAR 16:00"::equals).count(),
                "each has told its last five seconds");
        assertEquals(
                1,
                lines.stream().filter(line -> line.startsWith("SESSION_OPEN")).count());
        assertEquals(lines.lastIndexOf("BAR 16:00"), before.lastIndexOf("BAR 16:00"), "none comes later");
    }

    @Test
    void shouldLeaveAllPositionsAndEnterNothingMoreWhenAnOperatorSaysSo() {
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 60);
        day.at(1_800, (trading, broker) -> trading.command(Operator.FLATTEN, "enough"));
        play(day);
        int flatten = lines.indexOf("FLATTEN");
        // An operator who looks after some minutes, and finds that all is well, lets it go on.
        int resume = lines.indexOf("RESUME");
        List<String> between = lines.subList(flatten + 1, resume);
        assertTrue(lines.subList(0, flatten).contains("FILL"), "there was something to leave");
        assertTrue(between.contains("FLATTEN"), "it is left");
        assertTrue(between.contains("FILL"), "and gone");
        assertEquals(0, between.stream().filter("ENTRY"::equals).count(), "nothing is entered");
        assertTrue(lines.subList(resume, lines.size()).contains("ENTRY"), "it trades again");
    }

    @Test
    void shouldTellInItsStatusWhatItHoldsWhatWorksAndWhatIsInTheWay() {
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 60);
        KillSwitch kill = new KillSwitch(new LiveFolder(folder.resolve("state")), day.alarms());
        DaemonStatus status = new DaemonStatus(
                day.settings(),
                LiveBench.liveSettings(LiveBench.config(FaultDay.SETS)),
                CALENDAR,
                folder,
                day.alarms(),
                kill,
                true);
        List<String> lived = new ArrayList<>();
        day.at(1_800, (trading, broker) -> {
            status.look(trading, broker.now());
            Config told = parsed(status.json("running", trading, 7));
            assertEquals("running", told.getString("state"));
            assertEquals(1, told.getLong("ring_free"), "the one slot of one thread");
            assertTrue(told.getLong("heap_used_bytes") > 1_000_000, "a heap");
            assertTrue(told.getLong("heap_used_bytes") <= told.getLong("heap_max_bytes"), "within its bounds");
            assertEquals(trading.writing().times().appends(), told.getLong("journal_appends_timed"));
            assertTrue(told.getLong("journal_appends_timed") > 0, "appends");
            assertEquals(trading.writing().times().syncs(), told.getLong("journal_syncs"));
            assertEquals("{202=1}", told.getObject("broker_errors").unwrapped().toString(), "one cancelled");
            assertEquals(0, told.getLong("alarms_silent_s"));
            assertEquals("ready", told.getString("broker"));
            assertEquals("allowed", told.getString("entries"));
            assertEquals(FixedPoint.format(trading.stages().risk().ledger().equityE8()), told.getString("equity"));
            double equity = Double.parseDouble(told.getString("equity"));
            double start = equity - told.getDouble("day");
            // Half of what the day began with may be lost.
            assertEquals(start / 2 - (start - equity), told.getDouble("limits_left.day_loss"), 0.011);
            List<String> held = new ArrayList<>();
            for (Config one : told.getConfigList("positions")) {
                String symbol = one.getString("symbol");
                long shares = broker.shares(symbol);
                assertEquals(shares, one.getLong("shares"), symbol);
                assertEquals(shares, one.getLong("broker_shares"), symbol);
                double open = (one.getDouble("last") - one.getDouble("average")) * shares;
                assertEquals(open, one.getDouble("open"), 0.01 * Math.abs(shares) + 0.01, symbol);
                assertEquals(shares == 0, one.getString("stop").equals("none"), symbol);
                if (shares != 0) {
                    held.add(shares + " " + symbol);
                    assertTrue(one.getString("stop").startsWith(Math.abs(shares) + " at "), one.getString("stop"));
                }
            }
            assertEquals(String.join(" ", held), told.getString("position"));
            assertEquals(held.size(), told.getConfigList("orders").size(), "a stop each");
            for (Config order : told.getConfigList("orders")) {
                assertEquals("stop", order.getString("purpose"));
                assertEquals("working", order.getString("state"));
                assertEquals("", order.getString("limit"));
                assertEquals(order.getString("stop"), order.getString("broker_stop"));
            }
            String line = status.line(trading);
            assertTrue(line.contains("  " + String.join(" ", held) + "  equity "), line);
            kill.set("say \"stop\"");
            assertTrue(
                    parsed(status.json("running", trading, 7))
                            .getString("entries")
                            .startsWith("killed (say \"stop\")"),
                    "in words");
            lived.addAll(held);
        });
        assertEquals(List.of(), day.run().violations);
        assertTrue(lived.size() > 0, "there was something to tell");
    }

    /** The broker is away: what closes a position waits for a minute, and is taken back then. */
    @Test
    void shouldTakeACloseBackThatWaitsForTheBrokerTooLong() {
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 60);
        List<String> lived = new ArrayList<>();
        WaitingCloses closes = new WaitingCloses();
        day.at(1_800, (trading, broker) -> {
            String symbol = HELD.stream()
                    .filter(one -> broker.shares(one) != 0)
                    .findFirst()
                    .orElseThrow();
            lived.add(symbol);
            broker.inject(FaultRule.next(FaultKind.NIGHTLY_RESET));
        });
        day.at(1_810, (trading, broker) -> {
            String symbol = lived.get(0);
            assertFalse(trading.isConnected());
            assertEquals(List.of(), trading.waitingExits(symbol));
            assertNull(trading.refusal(Operator.CLOSE, symbol + " lunch"));
            trading.command(Operator.CLOSE, symbol + " lunch");
            closes.asked(symbol + " lunch", 1_000);
        });
        day.at(1_811, (trading, broker) -> {
            String symbol = lived.get(0);
            List<String> waiting = trading.waitingExits(symbol);
            assertEquals(1, waiting.size());
            for (String other : HELD) {
                assertEquals(other.equals(symbol) ? waiting : List.of(), trading.waitingExits(other), other);
            }
            assertEquals(List.of(), closes.late(trading, 61_000));
            List<WaitingCloses.Late> late = closes.late(trading, 61_001);
            assertEquals(
                    List.of(new WaitingCloses.Late(
                            waiting,
                            "close " + symbol
                                    + " of 1970-01-01T00:00:01Z is taken back: the broker was away for 60 s; its"
                                    + " stop stays; ask again if it is still wanted")),
                    late);
            assertEquals(List.of(), closes.late(trading, 100_000), "it is told once");
            closes.asked("DIA", 1_000);
            assertEquals(List.of(), closes.late(trading, 100_000), "nothing of it waits");
            assertNull(trading.refusal(Operator.CANCEL, waiting.get(0)));
            trading.command(Operator.CANCEL, waiting.get(0));
        });
        day.at(1_812, (trading, broker) -> assertEquals(List.of(), trading.waitingExits(lived.get(0))));
        assertEquals(List.of(), day.run().violations);
        assertEquals(1, lived.size());
    }

    /** Whoever wants nothing held wants it later as well. */
    @Test
    void shouldLeaveAFlattenWaitingHoweverLongTheBrokerIsAway() {
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 60);
        WaitingCloses closes = new WaitingCloses();
        List<String> closed = new ArrayList<>();
        day.at(1_800, (trading, broker) -> broker.inject(FaultRule.next(FaultKind.NIGHTLY_RESET)));
        day.at(1_810, (trading, broker) -> {
            String symbol = HELD.stream()
                    .filter(one -> broker.shares(one) != 0)
                    .findFirst()
                    .orElseThrow();
            trading.command(Operator.CLOSE, symbol);
            closes.asked(symbol, 0);
            trading.command(Operator.FLATTEN, "enough");
            closed.add(symbol);
        });
        day.at(1_811, (trading, broker) -> {
            assertEquals(1, trading.waitingExits(closed.get(0)).size());
            assertEquals(List.of(), closes.late(trading, 3_600_000));
        });
        play(day);
        assertTrue(lines.contains("FLATTEN"), "an operator lets it go on later");
    }

    @Test
    void shouldGoOnWithWhatItsJournalHoldsWhenItDies() {
        FaultDay day = new FaultDay(folder, 1, FaultScript.none(), false, 60);
        for (int seconds : new int[] {0, 1_800, 2_400}) {
            day.at(seconds, (trading, broker) -> {
                throw new SimulatedRuntime.Death("at " + seconds);
            });
        }
        play(day);
        assertEquals(4, lines.stream().filter("LIVE_START"::equals).count());
        assertEquals(
                1,
                lines.stream().filter(line -> line.startsWith("SESSION_OPEN")).count());
        assertTrue(lines.subList(lines.lastIndexOf("LIVE_START"), lines.size()).contains("FILL"), "it trades on");
    }

    private static Config parsed(String json) {
        return ConfigFactory.parseString(json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    }

    private void play(FaultDay day) {
        assertEquals(List.of(), day.run().violations);
        LiveBench.replay(folder.resolve(LocalDate.ofEpochDay(DAY).toString()), this::line);
    }

    private void line(EngineEvent event) {
        if (event.isWarmUp()) {
            return;
        }
        if (event.type == EventType.BAR
                || event.type == EventType.SESSION_CLOSE
                || event.type == EventType.SESSION_OPEN) {
            lines.add(event.type + " " + CALENDAR.format(event.eventNanos).substring(11, 16));
        } else if (event.type == EventType.CONDITION) {
            lines.add(Condition.ofCode(event.code).toString());
        } else if (event.type == EventType.COMMAND) {
            lines.add(Operator.ofCode(event.code).toString());
        } else {
            lines.add(event.type.toString());
        }
        for (int i = 0; i < event.intentCount; i++) {
            lines.add(event.intents[i].purpose.toString());
        }
    }
}
