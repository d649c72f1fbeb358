package io.ringside.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.ringside.engine.EngineFailure;
import io.ringside.engine.EventPublisher;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.risk.Carried;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.live.broker.Broker;
import io.ringside.gateway.live.broker.BrokerConnection;
import io.ringside.gateway.live.broker.TradingBooks;
import io.ringside.gateway.live.inbound.Judgement;
import io.ringside.gateway.live.operator.LiveFolder;
import io.ringside.gateway.live.operator.MemoryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A daemon on its own threads before a broker that says nothing: commands and their answers, kills, days and its end. */
@ExtendWith(SilentLog.class)
class TradingDaemonTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final int DAY = LiveBench.DAY;
    private static final long OPEN = CALENDAR.openNanos(DAY);
    private static final long E8 = FixedPoint.ONE_E8;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    /** Nothing was compared with the broker yet. */
    private static final String AWAY = "; entries: the broker cannot be reached";

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private final StillBroker broker = new StillBroker();
    private final AtomicLong clock = new AtomicLong(OPEN - 1);
    private final AtomicInteger halts = new AtomicInteger();
    private Path root;
    private TradingDaemon daemon;

    @BeforeEach
    void begin() {
        root = folder.resolve("live");
        daemon = start();
    }

    @AfterEach
    void end() {
        daemon.close();
    }

    private TradingDaemon start(String... sets) {
        return start((own, live) -> broker, sets);
    }

    private TradingDaemon start(Broker.Source brokers, String... sets) {
        Config config = LiveBench.config(sets);
        return new TradingDaemon(
                LiveConfiguration.engineSettings(config),
                LiveBench.liveSettings(config),
                null,
                root,
                clock::get,
                1_000,
                false,
                brokers,
                halts::incrementAndGet);
    }

    /** Ends the daemon and begins another one elsewhere. */
    private void elsewhere(String... sets) {
        daemon.close();
        root = folder.resolve("elsewhere");
        daemon = start(sets);
    }

    /** Begins another daemon, of two portfolios. */
    private void portfolios() {
        daemon.close();
        root = folder.resolve("portfolios");
        Path store = folder.resolve("store");
        PortfolioDays.invent(store, 20, PortfolioDaysIT.HISTORY, PortfolioDaysIT.LAST, 7);
        clock.set(PortfolioDays.CALENDAR.openNanos(PortfolioDaysIT.LAST) - 1);
        Config config = LivePortfolio.of(SeveralPortfolioDaysIT.both(), store, List.of())
                .config();
        daemon = new TradingDaemon(
                LiveConfiguration.engineSettings(config),
                LiveBench.liveSettings(config),
                store,
                root,
                clock::get,
                1_000,
                false,
                (own, live) -> broker,
                halts::incrementAndGet);
    }

    private Config status() {
        return ConfigFactory.parseString(
                new LiveFolder(root).readStatus(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    }

    /** The alarms that nobody has acknowledged. */
    private List<String> alarms() {
        Path kept = root.resolve("unacknowledged");
        try {
            return Files.exists(kept) ? Files.readAllLines(kept) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commands and conditions of a day's journal, which replays. */
    private List<String> journal(int day) {
        List<String> lines = new ArrayList<>();
        LiveBench.replay(root.resolve(LocalDate.ofEpochDay(day).toString()), event -> {
            String text = event.textAsString();
            if (event.type == EventType.COMMAND) {
                lines.add((Operator.ofCode(event.code) + " " + event.argument + " " + text).strip());
            } else if (event.type == EventType.CONDITION) {
                lines.add((Condition.ofCode(event.code) + " " + text).strip());
            } else {
                lines.add(event.type.toString());
            }
        });
        return lines;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "it never came");
            LockSupport.parkNanos(100_000L);
        }
    }

    private void workUntil(BooleanSupplier condition) {
        await(() -> {
            daemon.work();
            return condition.getAsBoolean();
        });
    }

    private String asked(Operator operator, String note, long agoMs) throws IOException {
        Path answer = new LiveFolder(root).ask(operator, note);
        String name = answer.getFileName().toString().replace(".answer", ".command");
        Files.setLastModifiedTime(answer.resolveSibling(name), FileTime.fromMillis(System.currentTimeMillis() - agoMs));
        return answered(answer);
    }

    private String answered(Path answer) throws IOException {
        workUntil(() -> Files.exists(answer));
        return Files.readString(answer);
    }

    @Test
    void shouldSayWhichPortfolioIsHalted() throws IOException {
        portfolios();
        String slow = "portfolio slow: trading is halted, until ringside resume --portfolio slow";
        String answer = asked(Operator.HALT, "--portfolio slow", 0);
        assertTrue(answer.contains("; entries: " + slow), answer);
        assertTrue(status().getString("entries").startsWith(slow), status().getString("entries"));
        assertFalse(status().getBoolean("halted"), "the other one trades");
        answer = daemon.command(Operator.HALT, "--portfolio quick");
        assertTrue(
                answer.contains(
                        "; entries: portfolio quick: trading is halted, until ringside resume --portfolio quick; "
                                + slow),
                answer);
        daemon.command(Operator.RESUME, "--portfolio quick");
        answer = daemon.command(Operator.RESUME, "--portfolio slow");
        assertTrue(answer.strip().endsWith(AWAY), answer);
    }

    // ---- Commands -------------------------------------------------------------------------------------------------

    @Test
    void shouldAnswerACommandWithItsRecordAndWhatIsInTheWayOfEntries() {
        assertEquals(
                "halt journaled as record 2 of 2025-06-20; entries: trading is halted, until ringside resume",
                daemon.command(Operator.HALT, "lunch"));
        assertEquals(
                "resume journaled as record 3 of 2025-06-20" + AWAY, daemon.command(Operator.RESUME, "x".repeat(65)));
        assertEquals(
                "resume journaled as record 4 of 2025-06-20" + AWAY, daemon.command(Operator.RESUME, "y".repeat(64)));
        assertEquals(
                "flatten journaled as record 5 of 2025-06-20; entries: trading is halted, until ringside resume",
                daemon.command(Operator.FLATTEN, ""));
        broker.phase = BrokerConnection.Phase.WAITING;
        assertEquals(
                "flatten journaled as record 6 of 2025-06-20; the broker is away: stops at the broker stay, cancels leave"
                        + " first of all when it is back, and then what leaves the positions, however late that is;"
                        + " entries: trading is halted, until ringside resume",
                daemon.command(Operator.FLATTEN, ""));
        daemon.close();
        assertEquals(
                List.of(
                        "LIVE_START",
                        "HALT 0 lunch",
                        "RESUME 0 " + "x".repeat(64),
                        "RESUME 0 " + "y".repeat(64),
                        "FLATTEN 0",
                        "FLATTEN 0",
                        "STOPPING"),
                journal(DAY));
    }

    @Test
    void shouldRefuseWhatCannotBeObeyed() {
        assertEquals(
                "refused: \"481\" is no number of minutes from 0, which ends it, to 480",
                daemon.command(Operator.SILENCE, "481"));
        assertEquals("refused: nothing is held of QQQ, and no entry works", daemon.command(Operator.CLOSE, "QQQ"));
        assertEquals(
                "refused: \"7\" is no order; ringside orders lists them", daemon.command(Operator.CANCEL, "7 why"));
        assertEquals("refused: no portfolio is configured", daemon.command(Operator.REBALANCE, ""));
        daemon.close();
        assertEquals(List.of("LIVE_START", "STOPPING"), journal(DAY));
    }

    @Test
    void shouldRaiseAcknowledgeAndSilenceAlarms() throws IOException {
        assertEquals(
                "alarm_test journaled as record 2 of 2025-06-20, an alarm was raised: ringside ack" + AWAY,
                daemon.command(Operator.ALARM_TEST, " "));
        assertEquals(
                "alarm_test journaled as record 3 of 2025-06-20, an alarm was raised: ringside ack" + AWAY,
                daemon.command(Operator.ALARM_TEST, "now"));
        assertEquals(2, daemon.alarms());
        assertEquals(List.of("a test of the alarms", "a test of the alarms: now"), alarms());
        assertEquals(
                "acknowledge journaled as record 4 of 2025-06-20, alarms acknowledged: 2" + AWAY,
                daemon.command(Operator.ACKNOWLEDGE, ""));
        assertEquals(List.of(), alarms());
        assertEquals(
                "silence journaled as record 5 of 2025-06-20, alarms are not repeated for 480 min" + AWAY,
                daemon.command(Operator.SILENCE, "480 a day off"));
        workUntil(() -> Files.exists(root.resolve("status.json")) && status().getLong("alarms_silent_s") > 0);
        long silent = status().getLong("alarms_silent_s");
        assertTrue(silent > 27_000 && silent <= 28_800, silent + " s");
        assertEquals(
                "silence journaled as record 6 of 2025-06-20, alarms are repeated again" + AWAY,
                daemon.command(Operator.SILENCE, "0"));
        daemon.close();
        assertEquals(0, status().getLong("alarms_silent_s"));
    }

    @Test
    void shouldAnswerWhatIsAskedThroughItsFolder() throws IOException {
        assertEquals(
                "halt journaled as record 2 of 2025-06-20; entries: trading is halted, until ringside resume\n",
                asked(Operator.HALT, "lunch", 0));
        assertTrue(status().getBoolean("halted"), "whoever looks next sees it");
        assertEquals(2, status().getLong("sequence"));
        assertEquals(0, daemon.alarms());
    }

    @Test
    void shouldNotObeyLateWhatIsDangerousThen() throws IOException {
        String answer = asked(Operator.RESUME, "after lunch", 61_000);
        assertTrue(answer.startsWith("refused: \"resume after lunch\" was asked for at "), answer);
        assertTrue(
                answer.endsWith("Z, more than 60 s ago, and is not obeyed so late; ask again if it is still wanted\n"),
                answer);
        assertEquals(1, daemon.alarms(), "whoever asked may be gone");
        assertEquals(answer, "refused: " + alarms().get(0) + "\n");
        answer = asked(Operator.HALT, "lunch", 3_600_000);
        assertTrue(answer.startsWith("halt journaled"), answer);
        assertEquals(1, daemon.alarms());
    }

    @Test
    void shouldRefuseAFileThatIsNoCommand() throws IOException {
        Path commands = root.resolve("commands");
        Files.writeString(commands.resolve("1.command"), "DANCE");
        assertEquals("refused: not a command\n", answered(commands.resolve("1.answer")));
        assertEquals(0, daemon.alarms());
    }

    /** A command is obeyed all the same, and that its answer has no room is said once. */
    @Test
    void shouldRaiseOneAlarmWhereAnswersCannotBeWritten() throws IOException {
        Path commands = root.resolve("commands");
        for (String name : List.of("1", "2")) {
            Files.createDirectories(commands.resolve(name + ".answer/in the way"));
            Files.writeString(commands.resolve(name + ".command"), "HALT");
            workUntil(() -> !Files.exists(commands.resolve(name + ".command")));
        }
        assertEquals(List.of("answers to commands cannot be written into " + root + "; commands are obeyed"), alarms());
        Files.writeString(commands.resolve("3.command"), "HALT");
        answered(commands.resolve("3.answer"));
        Files.createDirectories(commands.resolve("4.answer/in the way"));
        Files.writeString(commands.resolve("4.command"), "HALT");
        workUntil(() -> !Files.exists(commands.resolve("4.command")));
        assertEquals(2, daemon.alarms(), "it had worked meanwhile");
        daemon.close();
        assertEquals(4, journal(DAY).stream().filter("HALT 0"::equals).count());
    }

    // ---- Kill -----------------------------------------------------------------------------------------------------

    @Test
    void shouldJournalAKillOnceUntilItIsLifted() throws IOException {
        String killed =
                "kill journaled as record 2 of 2025-06-20; entries: killed (enough), until ringside unlatch; trading is halted, until ringside resume";
        assertEquals(killed, daemon.command(Operator.KILL, "enough"));
        assertEquals(killed, daemon.command(Operator.KILL, "enough"));
        daemon.work();
        assertEquals(List.of("killed (enough): 0 cancels sent"), alarms());
        assertTrue(daemon.day().risk().latched());
        assertEquals(
                "unlatch journaled as record 3 of 2025-06-20; entries: trading is halted, until ringside resume",
                daemon.command(Operator.UNLATCH, "looked at"));
        assertFalse(new LiveFolder(root).isKilled());
        assertEquals(
                "kill journaled as record 4 of 2025-06-20; entries: killed (again), until ringside unlatch; trading is halted, until ringside resume",
                daemon.command(Operator.KILL, "again"));
        assertEquals(List.of("killed (enough): 0 cancels sent", "killed (again): 0 cancels sent"), alarms());
        daemon.close();
        assertEquals(
                List.of("LIVE_START", "KILL 0 enough", "UNLATCH 0 looked at", "KILL 0 again", "STOPPING"),
                journal(DAY));
    }

    /** As from a journal that somebody else has written: the flag still stands. */
    @Test
    void shouldKillAgainWhereItIsUnlatchedAndTheFlagStands() {
        daemon.command(Operator.KILL, "enough");
        daemon.day().command(Operator.UNLATCH, "not lifted");
        workUntil(() -> !daemon.day().risk().latched() || daemon.day().ring().lastSequence() > 3);
        daemon.work();
        daemon.work();
        assertTrue(daemon.day().risk().latched());
        assertEquals(List.of("killed (enough): 0 cancels sent"), alarms());
        daemon.close();
        assertEquals(
                List.of("LIVE_START", "KILL 0 enough", "UNLATCH 0 not lifted", "KILL 0 enough", "STOPPING"),
                journal(DAY));
    }

    /** Only what lifts a kill lets entries go again, and begins the comparison of the equity anew. */
    @Test
    void shouldAllowEntriesOnlyWhenAKillIsLifted() {
        TradingDay day = daemon.day();
        TradingBooks books = day.books();
        for (Operator operator : List.of(Operator.HALT, Operator.RESUME, Operator.UNLATCH)) {
            day.command(operator, "");
            assertFalse(books.entries.isKilled(), operator.toString());
        }
        day.command(Operator.KILL, "enough");
        assertTrue(books.entries.isKilled());
        assertEquals(Judgement.BELIEVED, books.figures.judgeEquity(1_000, 0, 0));
        for (Operator operator : List.of(Operator.HALT, Operator.RESUME, Operator.ACKNOWLEDGE, Operator.KILL)) {
            day.command(operator, "");
            assertTrue(books.entries.isKilled(), operator.toString());
        }
        assertEquals(Judgement.ACCOUNT_DRIFT, books.figures.judgeEquity(2_000, 0, 0));
        day.command(Operator.UNLATCH, "looked at");
        assertFalse(books.entries.isKilled());
        assertEquals(Judgement.BELIEVED, books.figures.judgeEquity(2_000, 0, 0));
    }

    @Test
    void shouldObeyAFlagThatSomebodySets() throws IOException {
        new LiveFolder(root).setKill("by hand");
        await(() -> alarms().size() == 1);
        assertEquals(List.of("killed (by hand): 0 cancels sent"), alarms());
        workUntil(() -> daemon.day().risk() != null && daemon.day().risk().latched());
        for (int i = 0; i < 3; i++) {
            daemon.work();
        }
        assertEquals(1, daemon.alarms());
        // Another kill, though the first one stands.
        new LiveFolder(root).setKill("by hand again");
        Files.setLastModifiedTime(root.resolve("kill"), FileTime.fromMillis(1_000));
        daemon.work();
        daemon.work();
        assertEquals(1, daemon.alarms());
        daemon.close();
        assertEquals(List.of("LIVE_START", "KILL 0 by hand", "KILL 0 by hand again", "STOPPING"), journal(DAY));
    }

    @Test
    void shouldBeKilledFromAnyThread() throws IOException {
        daemon.kill("a signal");
        await(() -> alarms().size() == 1);
        assertEquals(List.of("killed (a signal): 0 cancels sent"), alarms());
        workUntil(() -> daemon.day().risk() != null && daemon.day().risk().latched());
        daemon.close();
        assertEquals(List.of("LIVE_START", "KILL 0 a signal", "STOPPING"), journal(DAY));
    }

    @Test
    void shouldBeginKilledWhereTheFlagIsSet() throws IOException {
        daemon.command(Operator.KILL, "enough");
        daemon.close();
        daemon = start();
        daemon.work();
        workUntil(() -> daemon.day().risk() != null && daemon.day().risk().latched());
        daemon.work();
        daemon.close();
        assertEquals(
                List.of(
                        "LIVE_START",
                        "KILL 0 enough",
                        "STOPPING",
                        "LIVE_START again",
                        "KILL 0 the kill flag is set",
                        "STOPPING"),
                journal(DAY));
        assertEquals(List.of("killed (enough): 0 cancels sent"), alarms());
    }

    // ---- What is in the way ---------------------------------------------------------------------------------------

    @Test
    void shouldRaiseAnAlarmOfALatchWithItsReason() throws IOException {
        daemon.day().ring().publish(EventType.CONDITION, Condition.BREAK.code(), 0, "5 QQQ here, 7 at the broker");
        await(() -> alarms().size() == 1);
        assertEquals(
                List.of(
                        "trading is latched: differs from the broker: 5 QQQ here, 7 at the broker; nothing is entered until ringside unlatch"),
                alarms());
        assertEquals(
                "halt journaled as record 3 of 2025-06-20; entries: trading is latched, until ringside unlatch; trading is"
                        + " halted, until ringside resume",
                daemon.command(Operator.HALT, ""));
    }

    @Test
    void shouldNameTheInstrumentsWhoseEntriesAreInTheWayOfOthers() {
        elsewhere(
                "instruments=[{symbol=QQQ,tick-size=0.01,contract-id=320227571,primary-exchange=NASDAQ},"
                        + "{symbol=SPY,tick-size=0.01,contract-id=756733,primary-exchange=ARCA}]",
                "risk.limits.symbols.SPY={order-shares=2000,position-shares=2000,position-value=1000000}",
                "signal.instruments=[QQQ,SPY]");
        clock.set(OPEN);
        tells(Condition.CONNECTED, 0);
        assertEquals("not yet reconciled with the broker", entries());
        tells(Condition.RECONCILED, 0);
        assertEquals("the account's figures are missing or stale", entries());
        long worthE8 = 10_000_000_000_000L;
        daemon.day()
                .ring()
                .publish(event -> event.account(clock.get(), EngineEvent.FLAG_ADOPTED, worthE8, worthE8, worthE8));
        assertEquals("allowed", entries());
        tells(Condition.NAME_HALTED, 1);
        assertEquals("SPY: the exchange has halted the instrument", entries());
        tells(Condition.FEED_STALE, 0);
        assertEquals("QQQ: the prices are stale; SPY: the exchange has halted the instrument", entries());
        tells(Condition.FEED_STALE, 1);
        assertEquals("the prices are stale", entries());
        tells(Condition.BREAK, 0);
        assertEquals("trading is latched, until ringside unlatch", entries());
    }

    private void tells(Condition condition, int argument) {
        daemon.day().ring().publish(EventType.CONDITION, condition.code(), argument, "");
    }

    /** What a command that changes nothing says of entries. */
    private String entries() {
        String answer = daemon.command(Operator.ACKNOWLEDGE, "");
        return answer.substring(answer.indexOf("entries: ") + 9);
    }

    // ---- Days -----------------------------------------------------------------------------------------------------

    @Test
    void shouldBeginTheNextDayWhenTheDateChanges() {
        daemon.command(Operator.KILL, "enough");
        daemon.work();
        assertEquals(1, broker.opened());
        clock.set(CALENDAR.openNanos(DAY + 3) - 1);
        daemon.work();
        assertEquals(DAY + 3, daemon.day().day());
        assertEquals(2, broker.opened());
        assertEquals(1, broker.closed());
        assertEquals(
                List.of(
                        "LIVE_START",
                        "ACCOUNT",
                        "POSITION",
                        "BREAK latched since 2025-06-20",
                        "HALT 0 halted since 2025-06-20",
                        "KILL 0 the kill flag is set"),
                journal(DAY + 3));
    }

    /** Broker and operator write to the journal through other threads than the session's: the status counts all of them. */
    @Test
    void shouldTellTheSequenceOfEveryRecordAndSinceWhichItIsLatched() {
        daemon.command(Operator.KILL, "enough");
        EventPublisher other = daemon.day().ring().newPublisher();
        other.draft().control(EventType.COMMAND, OPEN, Operator.HALT.code(), 0).text("by another thread");
        other.publish();
        workUntil(() -> daemon.day().risk().sequence() == 3);
        daemon.close();
        // After the stop.
        assertEquals(4, status().getLong("sequence"));
        assertEquals(2, status().getLong("latched_sequence"));
    }

    @Test
    void shouldTellHowItEnded() {
        assertEquals("starting", daemon.line());
        broker.comparisons = 3;
        broker.reconciledMs = 120;
        daemon.command(Operator.HALT, "");
        daemon.command(Operator.ALARM_TEST, "");
        daemon.close();
        Config told = status();
        assertEquals("stopped", told.getString("state"));
        assertEquals("simulated", told.getString("mode"));
        assertEquals(4, told.getLong("sequence"), "the stop is the last record");
        assertEquals(120, told.getLong("reconciled_ms"));
        assertTrue(told.getLong("reconciled_at_ms") > 0);
        assertFalse(told.hasPath("last_data_ms"), "no price has come");
        assertEquals(
                "2025-06-20 09:29:59  ready  flat  equity 0.00  day 0.00  fills 0  working 0  entries trading is halted,"
                        + " until ringside resume  alarms 1, 1 not acknowledged",
                daemon.line());
        String json = new LiveFolder(root).readStatus();
        assertTrue(json.contains("\n  \"sequence\": 4,\n"), json);
        assertTrue(json.contains("\n  \"latched\": false,\n"), json);
        assertTrue(json.endsWith("\n  \"orders\": []\n}\n"), json);
        assertTrue(json.contains("\n  \"positions\": [\n    { \"symbol\": \"QQQ\", \"shares\": 0,"), json);
        assertFalse(new LiveFolder(root).isTaken());
        try (LiveFolder next = new LiveFolder(root)) {
            next.take();
            daemon.close();
            assertTrue(next.isTaken(), "the second time it ends it has nothing to end");
        }
        assertEquals(1, broker.closed());
    }

    /** What an earlier session left, on the first bar of the day. */
    private void carries() {
        takes(event -> event.account(clock.get(), EngineEvent.FLAG_CARRIED, 75_000 * E8, 0, 0));
        takes(event -> event.position(
                0, clock.get(), EngineEvent.FLAG_CARRIED, 0, Carried.argument(0, 0), 0, 100, 25_000_759_000L));
        takes(event -> event.position(
                0,
                clock.get(),
                EngineEvent.FLAG_CARRIED,
                Purpose.STOP.code(),
                Carried.argument(0, 0),
                77,
                100,
                24_000_559_000L));
        takes(event -> event.position(0, clock.get(), EngineEvent.FLAG_CARRIED, Carried.LOSSES, 0, 0, 2, 102_000 * E8));
        clock.set(OPEN + 5 * ExchangeCalendar.MINUTE_NANOS);
        takes(event -> event.bar(
                0, OPEN, clock.get(), 259 * E8, 261 * E8, 258 * E8, 26_002_000_000L, 9, EngineEvent.FLAG_WARM_UP));
    }

    private void takes(Consumer<EngineEvent> fill) {
        TradingBooks books = daemon.day().books();
        daemon.day().ring().publish(event -> {
            fill.accept(event);
            synchronized (books.table) {
                books.table.apply(event);
            }
        });
    }

    /**
     * The day began with 75,000 and 100 shares for 25,000.759, of which 2 percent may be lost, and has won 1,001.241; of the
     * 102,000 that the account had at most 5 percent may be lost, and 998 are; and of five losing positions in a row two
     * are.
     */
    @Test
    void shouldTellWhatAnEarlierSessionLeft() {
        carries();
        daemon.close();
        Config told = status();
        assertEquals("101002.00", told.getString("equity"));
        assertEquals("75000.00", told.getString("cash"));
        assertEquals("1001.24", told.getString("day"));
        assertEquals("0.00", told.getString("realized"));
        assertEquals(
                Map.of("day_loss", "3001.26", "drawdown", "4102.00", "losses_in_a_row", 3),
                told.getObject("limits_left").unwrapped());
        assertEquals("100 QQQ", told.getString("position"));
        assertEquals(1, told.getLong("working_orders"));
        String json = new LiveFolder(root).readStatus();
        assertTrue(
                json.contains(
                        "\n    { \"symbol\": \"QQQ\", \"shares\": 100, \"broker_shares\": \"unknown\", \"standing\": 0,"
                                + " \"average\": \"250.0075\", \"broker_average\": \"unknown\", \"last\": \"260.02\","
                                + " \"open\": \"1001.24\", \"stop\": \"100 at 240.0055\","),
                json);
        assertTrue(
                json.contains(
                        ", \"id\": 0, \"broker_id\": 0, \"symbol\": \"QQQ\", \"purpose\": \"stop\", \"side\": \"sell\","
                                + " \"shares\": 100, \"filled\": 0, \"type\": \"stop\", \"limit\": \"\", \"stop\": \"240.0055\","
                                + " \"state\": \"uncertain\", \"broker_shares\": 0, \"broker_stop\": \"\" }"),
                json);
    }

    /** Of what somebody writes only printable ASCII is shown. */
    @Test
    void shouldTellWordsAsJson() {
        daemon.command(Operator.ALARM_TEST, "\u001f ~\u007f\\\"");
        daemon.close();
        String json = new LiveFolder(root).readStatus();
        assertTrue(json.contains("\n  \"last_alarm\": \"a test of the alarms: ? ~?\\\\\\\"\",\n"), json);
    }

    @Test
    void shouldTellWhichLimitsAreOff() {
        elsewhere("risk.limits.loss.day=off", "risk.limits.loss.drawdown=off", "risk.limits.loss.streak=off");
        daemon.command(Operator.HALT, "");
        daemon.close();
        assertEquals(
                Map.of("day_loss", "off", "drawdown", "off", "losses_in_a_row", "off"),
                status().getObject("limits_left").unwrapped());
    }

    /** A comparison that does not agree has none of the time of the last one that did. */
    @ParameterizedTest
    @CsvSource({"0, -1, false", "0, 0, false", "1, -1, false", "1, 0, true"})
    void shouldTellWhenAComparisonAgreed(long comparisons, long reconciledMs, boolean agreed) {
        broker.comparisons = comparisons;
        broker.reconciledMs = reconciledMs;
        daemon.close();
        assertEquals(comparisons, status().getLong("comparisons"));
        assertEquals(reconciledMs, status().getLong("reconciled_ms"));
        assertEquals(agreed, status().getLong("reconciled_at_ms") > 0);
    }

    /** The broker is away: what closes a position waits for a minute. */
    @Test
    void shouldTakeACloseBackThatWaitsTooLong() {
        carries();
        broker.phase = BrokerConnection.Phase.WAITING;
        daemon.work();
        String answer = daemon.command(Operator.CLOSE, "QQQ lunch");
        assertTrue(answer.contains(" of 2025-06-20; the broker is away: "), answer);
        await(() -> daemon.day().waitingExits("QQQ").size() == 1);
        long before = daemon.alarms();
        daemon.takeBackCloses(System.currentTimeMillis() + 61_000);
        assertEquals(before + 1, daemon.alarms());
        String told = alarms().get(alarms().size() - 1);
        assertTrue(told.startsWith("close QQQ of "), told);
        assertTrue(
                told.endsWith(" is taken back: the broker was away for 60 s; its stop stays; ask again if it is still"
                        + " wanted"),
                told);
        await(() -> daemon.day().waitingExits("QQQ").isEmpty());
        daemon.takeBackCloses(System.currentTimeMillis() + 120_000);
        assertEquals(before + 1, daemon.alarms(), "it is told once");
    }

    @Test
    void shouldLeaveTheFolderFreeWhereItCannotBegin() {
        UserError second = assertThrows(UserError.class, this::start);
        assertEquals("another daemon of this process has " + root, second.getMessage());
        daemon.close();
        UserError error = assertThrows(
                UserError.class,
                () -> start((own, live) -> {
                    throw new UserError("no order ids");
                }));
        assertEquals("no order ids", error.getMessage());
        assertFalse(new LiveFolder(root).isTaken());
    }

    @Test
    void shouldNotGoOnWithADayUnderOtherRules() {
        daemon.close();
        UserError error = assertThrows(UserError.class, () -> start("signal.sma=50"));
        assertEquals(
                "the configuration has changed since " + root.resolve("2025-06-20")
                        + " was begun; restore it for today, or use another --journal",
                error.getMessage());
        daemon = start();
        daemon.close();
        assertEquals(
                List.of("LIVE_START", "STOPPING", "LIVE_START again", "STOPPING"),
                journal(DAY),
                "nothing of it stands in the journal");
    }

    @Test
    void shouldSayOnceThatItsStatusCannotBeWritten() throws IOException {
        asked(Operator.HALT, "", 0);
        Path status = root.resolve("status.json");
        await(() -> {
            try {
                Files.deleteIfExists(status);
                Files.createDirectories(status.resolve("in the way"));
                return true;
            } catch (IOException e) {
                // It was written again meanwhile.
                return false;
            }
        });
        asked(Operator.HALT, "", 0);
        asked(Operator.HALT, "", 0);
        assertEquals(1, alarms().size(), alarms().toString());
        assertTrue(alarms().get(0).startsWith("the status cannot be written: "), alarms().get(0));
        Files.delete(status.resolve("in the way"));
        Files.delete(status);
        asked(Operator.HALT, "", 0);
        assertEquals("running", status().getString("state"));
    }

    @Test
    void shouldLeaveNoJournalOfAStartThatTheBrokerRefused() {
        broker.refused = true;
        daemon.close();
        assertFalse(Files.exists(root.resolve("2025-06-20")));
    }

    // ---- Failure --------------------------------------------------------------------------------------------------

    @Test
    void shouldEndTheProcessWhenAStageFails() throws IOException {
        assertThrows(
                EngineFailure.class,
                () -> daemon.day().ring().publish(event -> event.session(EventType.SESSION_OPEN, Long.MAX_VALUE, 0)));
        await(() -> halts.get() == 1);
        assertThrows(EngineFailure.class, daemon::work);
        assertEquals(
                List.of("2262-04-11 is outside the exchange calendar, which knows 1998 to 2030: use dates within it"),
                alarms());
        await(() -> status().getString("state").equals("failed"));
        daemon.close();
        assertEquals("stopped", status().getString("state"));
    }
}
