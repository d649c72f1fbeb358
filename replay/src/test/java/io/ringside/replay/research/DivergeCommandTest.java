package io.ringside.replay.research;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.Pipeline;
import io.ringside.engine.data.BarWriter;
import io.ringside.engine.data.SyntheticBars;
import io.ringside.engine.event.Condition;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.journal.JournalHandler;
import io.ringside.engine.journal.JournalSettings;
import io.ringside.engine.journal.JournalWriter;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.sim.SimulatedBroker;
import io.ringside.replay.CommandLine;
import io.ringside.replay.command.ResultsCommand;
import io.ringside.replay.command.TailCommand;
import io.ringside.replay.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose broker, or whose data, was not what its configuration says. */
class DivergeCommandTest {
    private static final MarketTape TAPE = Tapes.of("2024-01-02", "2024-02-09", 1);
    /** What is entered is hardly ever left. */
    private static final Config HOLDING =
            Tapes.config("qqq.conf", "risk.atr-multiple=100", "signal.exit-above=-1", "signal.sma=50");

    @TempDir
    Path folder;

    @Test
    void shouldFindNothingWhenTheSimulationIsWhatHappened() {
        CommandLine.Outcome outcome = CommandLine.run(new DivergeCommand(), live(Tapes.config("qqq.conf")));
        assertEquals(0, outcome.code(), outcome.err() + outcome.out());
        assertTrue(outcome.out().contains("No difference."), outcome.out());
    }

    @Test
    void shouldAttributeTheFeeAloneWhenTheBrokerChargesMore() {
        Map<?, ?> json = diverge(live(Tapes.config("qqq.conf", "broker.commission.per-share=0.006")));
        Map<?, ?> first = (Map<?, ?>) ((List<?>) json.get("list")).get(0);
        assertEquals("fee", first.get("cause"));
        assertTrue(first.get("live_better_by").toString().startsWith("-"), first.toString());
        assertFalse(causes(json).contains("fill"), json.toString());
        assertFalse(causes(json).contains("bar"), json.toString());
    }

    /** The simulation of what-if decides the same, and is answered otherwise. */
    @Test
    void shouldSayInAWhatIfThatTheAnswersDifferWhereNoDecisionDoes() {
        Path journal = live(Tapes.config("qqq.conf", "broker.commission.per-share=0.0050001"));
        CommandLine.Outcome outcome = CommandLine.run(new WhatIfCommand(), journal);
        assertEquals(0, outcome.code(), outcome.err() + outcome.out());
        assertTrue(
                outcome.out()
                        .contains("No decision differs.\nThe digests differ, since the broker's answers differ: then "),
                outcome.out());
        outcome = CommandLine.run(new WhatIfCommand(), "--set", "broker.commission.per-share=0.005", journal);
        assertTrue(outcome.out().contains("The digests differ, since figures or answers differ: then "), outcome.out());
    }

    @Test
    void shouldAttributeTheFillWhenThePriceIsWorse() {
        Map<?, ?> json = diverge(live(Tapes.config("qqq.conf", "broker.slippage-ticks=3")));
        Map<?, ?> first = (Map<?, ?>) ((List<?>) json.get("list")).get(0);
        assertEquals("fill", first.get("cause"));
        assertFalse(causes(json).contains("indicator"), json.toString());
        assertFalse(causes(json).contains("signal"), json.toString());
    }

    @Test
    void shouldAttributeTheTimingWhenAnOrderIsLate() {
        Map<?, ?> json = diverge(live(Tapes.config("qqq.conf", "broker.latency-events=4")));
        Map<?, ?> first = (Map<?, ?>) ((List<?>) json.get("list")).get(0);
        assertEquals("timing", first.get("cause"));
    }

    @Test
    void shouldAttributeTheSizeWhenTheRiskIsOther() throws IOException {
        Path journal = live(Tapes.config("qqq.conf"));
        Path conf = folder.resolve("half.conf");
        Files.writeString(
                conf, "include \"" + CommandLine.home().resolve("config/qqq.conf") + "\"\nrisk.leverage = 0.5\n");
        Map<?, ?> json = diverge("--config", conf, journal);
        Map<?, ?> first = (Map<?, ?>) ((List<?>) json.get("list")).get(0);
        assertEquals("size", first.get("cause"));
        assertEquals("verdict on QQQ", first.get("what"));
        assertTrue(first.get("live").toString().matches("accepted.*\\d.*"), first.toString());
        assertTrue(first.get("simulated").toString().matches("accepted.*\\d.*"), first.toString());
        assertFalse(first.get("live").equals(first.get("simulated")), first.toString());
    }

    /** An order that the other rules do not give has nothing beside it. */
    @Test
    void shouldTellOrdersThatOneSideAloneHas() throws IOException {
        Path journal = live(Tapes.config("qqq.conf"));
        Path conf = folder.resolve("lower.conf");
        Files.writeString(
                conf, "include \"" + CommandLine.home().resolve("config/qqq.conf") + "\"\nsignal.entry-below = -62\n");
        Map<?, ?> json = diverge("--config", conf, "--limit", "1000", journal);
        int alone = 0;
        for (Object one : (List<?>) json.get("list")) {
            Map<?, ?> row = (Map<?, ?>) one;
            String live = String.valueOf(row.get("live"));
            String simulated = String.valueOf(row.get("simulated"));
            if (live.equals("no order") || simulated.equals("no order")) {
                alone++;
                String other = live.equals("no order") ? simulated : live;
                String what = String.valueOf(row.get("what"));
                assertTrue(what.endsWith(" of QQQ"), row.toString());
                // The rules are long only: entries buy, all else sells.
                assertTrue(
                        other.matches(what.startsWith("entry") ? "buy [1-9]\\d*" : "sell [1-9]\\d*"), row.toString());
            }
        }
        assertTrue(alone > 1, json.toString());
        assertTrue(causes(json).contains("signal"), json.toString());
    }

    @Test
    void shouldAttributeTheIndicatorWhenItsPeriodIsOther() throws IOException {
        Path journal = live(Tapes.config("qqq.conf"));
        Path conf = folder.resolve("sma.conf");
        Files.writeString(
                conf, "include \"" + CommandLine.home().resolve("config/qqq.conf") + "\"\nsignal.sma = 190\n");
        Map<?, ?> json = diverge("--config", conf, journal);
        assertEquals("indicator", ((Map<?, ?>) ((List<?>) json.get("list")).get(0)).get("cause"));
        assertFalse(causes(json).contains("bar"), json.toString());
    }

    @Test
    void shouldAttributeTheBarWhenTheVendorCorrectsOne() throws IOException {
        Path journal = live(Tapes.config("qqq.conf"));
        Path file = folder.resolve("QQQ.csv");
        ExchangeCalendar calendar = ExchangeCalendar.usEquity();
        try (var bars = new SyntheticBars(
                        "QQQ",
                        (int) LocalDate.parse("2024-01-02").toEpochDay(),
                        (int) LocalDate.parse("2024-02-09").toEpochDay(),
                        1,
                        calendar);
                var writer = new BarWriter(file, calendar, true)) {
            while (bars.next()) {
                writer.append(bars);
            }
            writer.commit();
        }
        CommandLine.Outcome same = CommandLine.run(new DivergeCommand(), "--bars", "QQQ=" + file, journal);
        assertEquals(0, same.code(), same.err() + same.out());
        // Nothing in front of the sign is no name, and a name of one letter is one.
        assertEquals(
                0,
                CommandLine.run(new DivergeCommand(), "--bars", "=" + file, journal)
                        .code());
        CommandLine.Outcome other = CommandLine.run(new DivergeCommand(), "--bars", "Q=" + file, journal);
        assertEquals("ringside diverge: --bars: none for QQQ, which the journal trades\n", other.err());
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        int corrected = 1000;
        String[] cells = lines.get(corrected).split(",", -1);
        cells[5] = "77";
        lines.set(corrected, String.join(",", cells));
        Files.write(file, lines);
        Map<?, ?> json = diverge("--bars", "QQQ=" + file, journal);
        assertEquals(Set.of("bar"), causes(json));
        assertEquals("1", json.get("differences").toString());
        assertEquals("{bar=1}", json.get("causes").toString());
        CommandLine.Outcome text =
                CommandLine.run(new DivergeCommand(), "--bars", "QQQ=" + file, "--limit", "1", journal);
        List<String> rows = text.out()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> line.contains("bar"))
                .toList();
        assertEquals(2, rows.size(), text.out());
        assertTrue(rows.get(0).endsWith(" volume 77"), "no money: " + text.out());
        assertEquals("bar 1", rows.get(1));
        assertFalse(text.out().contains("--limit N"), text.out());
    }

    @Test
    void shouldEnterInTheSimulationWhereTheBuyingPowerOfTheDayAllowedIt() {
        Config limited = Tapes.config("live.conf", "risk.equity=100000", "risk.limits.exposure.account-seconds=100000")
                .withoutPath("gateway");
        Path journal = live(limited, limited, new Backtest.Feed() {
            private final Backtest.Feed market = TAPE.all().feed();
            private int told;

            @Override
            public boolean next(EngineEvent draft) {
                long nanos = TAPE.nanos(0) - 1;
                switch (told++) {
                    case 0 -> draft.control(EventType.CONDITION, nanos, Condition.LIVE_START.code(), 0);
                    case 1 -> draft.control(EventType.CONDITION, nanos, Condition.CONNECTED.code(), 0);
                    case 2 -> draft.control(EventType.CONDITION, nanos, Condition.RECONCILED.code(), 0);
                    default -> {
                        boolean more = market.next(draft);
                        if (more && draft.type == EventType.SESSION_OPEN) {
                            long e8 = FixedPoint.ONE_E8;
                            draft.account(draft.eventNanos, 0, 100_000 * e8, 200_000 * e8, 100_000 * e8);
                        }
                        return more;
                    }
                }
                return true;
            }
        });
        CommandLine.Outcome outcome = CommandLine.run(new DivergeCommand(), journal);
        assertEquals(0, outcome.code(), outcome.err() + outcome.out());
        CommandLine.Outcome entries = CommandLine.run(new TailCommand(), "--type", "fill", journal);
        assertTrue(entries.out().lines().count() > 2, "nothing was entered, so that nothing was compared");
    }

    /** The equity is the account's: carried, then with what was paid in over the night. Both studies take it from the journal. */
    @Test
    void shouldSizeByWhatTheAccountOfTheDayWasWorth() {
        Config live = Tapes.config("live.conf", "risk.limits.exposure.account-seconds=off");
        Config account = Tapes.config("live.conf", "risk.equity=100000", "risk.limits.exposure.account-seconds=off")
                .withoutPath("gateway");
        Path journal = live(live, account, new Backtest.Feed() {
            private final Backtest.Feed market = TAPE.all().feed();
            private int told;

            @Override
            public boolean next(EngineEvent draft) {
                long nanos = TAPE.nanos(0) - 1;
                long e8 = FixedPoint.ONE_E8;
                switch (told++) {
                    case 0 -> draft.control(EventType.CONDITION, nanos, Condition.LIVE_START.code(), 0);
                    case 1 -> draft.account(nanos, EngineEvent.FLAG_CARRIED, 100_000 * e8, 0, 0);
                    case 2 -> draft.control(EventType.CONDITION, nanos, Condition.CONNECTED.code(), 0);
                    case 3 -> draft.control(EventType.CONDITION, nanos, Condition.RECONCILED.code(), 0);
                    case 4 -> draft.account(nanos, EngineEvent.FLAG_ADOPTED, 150_000 * e8, 600_000 * e8, 150_000 * e8);
                    default -> {
                        return market.next(draft);
                    }
                }
                return true;
            }
        });
        CommandLine.Outcome entries = CommandLine.run(new TailCommand(), "--type", "fill", journal);
        assertTrue(entries.out().lines().count() > 2, "nothing was entered, so that nothing was compared");
        CommandLine.Outcome outcome = CommandLine.run(new DivergeCommand(), journal);
        assertEquals(0, outcome.code(), outcome.err() + outcome.out());
        assertTrue(outcome.out().contains("No difference."), outcome.out());
        outcome = CommandLine.run(new WhatIfCommand(), journal);
        assertEquals(0, outcome.code(), outcome.err() + outcome.out());
        assertTrue(outcome.out().contains("No decision differs.\nSame digest: "), outcome.out());
        outcome = CommandLine.run(new WhatIfCommand(), "--set", "risk.atr-multiple=8", journal);
        assertEquals(1, outcome.code(), outcome.err() + outcome.out());
    }

    /** What a daemon holds at the close is told as results tell it, without a sale; a back test's journal with its sale. */
    @Test
    void shouldTellWhatIsHeldAtTheEndAsResultsDo() throws IOException {
        for (boolean live : new boolean[] {true, false}) {
            Path journal = live(folder.resolve("live-" + live), HOLDING, HOLDING, new Backtest.Feed() {
                private final Backtest.Feed market = TAPE.all().feed();
                private boolean told = !live;

                @Override
                public boolean next(EngineEvent draft) {
                    if (told) {
                        return market.next(draft);
                    }
                    told = true;
                    draft.control(EventType.CONDITION, TAPE.nanos(0) - 1, Condition.CLOCK_OK.code(), 0);
                    return true;
                }
            });
            Path out = folder.resolve("results-" + live);
            CommandLine.Outcome results = CommandLine.run(new ResultsCommand(), journal, "--out", out, "--json");
            assertEquals(0, results.code(), results.err());
            Map<?, ?> summary = (Map<?, ?>) Json.read("results", results.out());
            assertEquals(live, summary.containsKey("held"), results.out());
            assertEquals(!live, Files.readString(out.resolve("trades.csv")).contains("END_OF_DATA"));
            CommandLine.Outcome whatIf = CommandLine.run(new WhatIfCommand(), journal, "--json");
            Map<?, ?> worth = (Map<?, ?>) Json.read("what-if", whatIf.out());
            assertEquals(summary.get("final_equity"), worth.get("final_equity_then"), whatIf.out());
            assertEquals(summary.get("final_equity"), worth.get("final_equity_now"), whatIf.out());
            CommandLine.Outcome diverge = CommandLine.run(new DivergeCommand(), journal, "--json");
            Map<?, ?> equity = (Map<?, ?>) Json.read("diverge", diverge.out());
            assertEquals(summary.get("final_equity"), equity.get("final_equity_live"), diverge.out());
            assertEquals(summary.get("final_equity"), equity.get("final_equity_simulated"), diverge.out());
        }
    }

    /** Plays the tape with one broker into a journal whose configuration tells of another. */
    private Path live(Config broker) {
        return live(Tapes.config("qqq.conf"), broker, TAPE.all().feed());
    }

    private Path live(Config rules, Config broker, Backtest.Feed feed) {
        return live(folder.resolve("live"), rules, broker, feed);
    }

    private static Path live(Path journal, Config rules, Config broker, Backtest.Feed feed) {
        Engine engine = Grid.engine(rules);
        SimulatedBroker gateway = Grid.engine(broker).settings().simulatedBroker(engine.calendar());
        try (JournalWriter writer = JournalWriter.create(
                        journal,
                        TAPE.sessionDay(0),
                        "test",
                        engine.settings().text(),
                        JournalSettings.backtest(),
                        engine.bounds());
                Pipeline pipeline = Pipeline.inline(
                        engine.stages(new JournalHandler(writer), gateway), engine.bounds(), writer.nextSequence())) {
            new Backtest(pipeline, gateway, new EngineEvent(engine.bounds()), List.of()).run(feed);
        }
        return journal;
    }

    private static Map<?, ?> diverge(Object... args) {
        List<Object> all = new ArrayList<>(List.of(args));
        all.add("--json");
        CommandLine.Outcome outcome = CommandLine.run(new DivergeCommand(), all.toArray());
        assertEquals(1, outcome.code(), outcome.err() + outcome.out());
        return (Map<?, ?>) Json.read("diverge", outcome.out());
    }

    private static Set<?> causes(Map<?, ?> json) {
        return ((Map<?, ?>) json.get("causes")).keySet();
    }

    /** Two of all differences are printed, the rest is counted; sums by cause, and what the account makes of it. */
    @Test
    void shouldTellInATableWhatItTellsInJson() throws IOException {
        Path journal = live(Tapes.config("qqq.conf", "broker.commission.per-share=0.006", "broker.slippage-ticks=2"));
        CommandLine.Outcome text = CommandLine.run(
                new DivergeCommand(), "--limit", "2", "--html", "--out", folder.resolve("text"), journal);
        assertEquals(1, text.code(), text.err());
        Map<?, ?> json = diverge("--limit", "1000", journal);
        List<?> list = (List<?>) json.get("list");
        int all = Integer.parseInt(json.get("differences").toString());
        assertEquals(all, list.size());
        List<String> lines = text.out().lines().toList();
        assertEquals("Live against simulated: " + journal, lines.get(0));
        assertEquals("... and " + (all - 2) + " more; --limit N prints them", lines.get(5));
        Map<String, Double> sums = new java.util.TreeMap<>();
        double money = 0;
        for (int i = 0; i < all; i++) {
            Map<?, ?> one = (Map<?, ?>) list.get(i);
            double better = Double.parseDouble(one.get("live_better_by").toString());
            money += better;
            sums.merge(one.get("cause").toString(), better, Double::sum);
            if (i < 2) {
                String line = lines.get(3 + i).strip().replaceAll(" +", " ");
                assertEquals(
                        one.get("time") + " " + one.get("cause") + " " + one.get("what") + " " + one.get("live") + " "
                                + one.get("simulated") + (better == 0 ? "" : " " + Text.change(better, 2)),
                        line);
            }
        }
        for (Map.Entry<String, Double> sum : sums.entrySet()) {
            String row = sum.getKey() + " " + ((Map<?, ?>) json.get("causes")).get(sum.getKey())
                    + (sum.getValue() == 0 ? "" : " " + Text.change(sum.getValue(), 2));
            assertEquals(
                    1,
                    lines.stream()
                            .filter(line -> line.strip().replaceAll(" +", " ").equals(row))
                            .count(),
                    row + " in " + text.out());
        }
        double live = Double.parseDouble(json.get("final_equity_live").toString());
        double simulated = Double.parseDouble(json.get("final_equity_simulated").toString());
        assertTrue(
                text.out()
                        .contains("Final equity live " + Text.number(live, 2) + ", simulated "
                                + Text.number(simulated, 2)
                                + ", difference " + Text.change(live - simulated, 2) + "; of it by execution and fees "
                                + Text.change(money, 2) + ", by other trades and sizes "
                                + Text.change(live - simulated - money, 2) + "\n"),
                text.out());
        String page = Files.readString(folder.resolve("text/diverge.html"));
        assertTrue(page.contains("One by one") && !page.contains("No difference."), "the page has them");
        CommandLine.Outcome none = CommandLine.run(
                new DivergeCommand(),
                "--html",
                "--out",
                folder.resolve("none"),
                live(
                        folder.resolve("same"),
                        Tapes.config("qqq.conf"),
                        Tapes.config("qqq.conf"),
                        TAPE.all().feed()));
        assertEquals(0, none.code(), none.err());
        page = Files.readString(folder.resolve("none/diverge.html"));
        assertTrue(page.contains("No difference.") && !page.contains("One by one"), "the page says that there is none");
    }
}
