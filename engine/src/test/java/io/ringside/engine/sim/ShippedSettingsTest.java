package io.ringside.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.Backtest;
import io.ringside.engine.Engine;
import io.ringside.engine.EngineSettings;
import io.ringside.engine.Pipeline;
import io.ringside.engine.SharedData;
import io.ringside.engine.Stages;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.data.BarFile;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.ExchangeCalendar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped settings make of the recorded QQQ bars, trading from 2025-05-21. */
class ShippedSettingsTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    private static final LocalDate FROM = LocalDate.of(2025, 5, 21);

    /** Entry price, exit price and shares of a long trade. */
    private record Trade(long entryE8, long exitE8, long shares) {}

    private final List<Trade> trades = new ArrayList<>();
    private long entryE8;

    /** An author's own trade log, made by another program: each of its trades, to the cent and the share. */
    @Test
    void shouldReproduceThePublishedTrades() throws IOException {
        List<Trade> published = new ArrayList<>();
        Path log = SharedData.file("oracle/published-trades.csv");
        for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
            String[] cells = line.split(",", -1);
            if (Character.isDigit(line.charAt(0))
                    && !LocalDate.parse(cells[0].substring(0, 10)).isBefore(FROM)) {
                long shares = Long.parseLong(cells[6]);
                published.add(new Trade(FixedPoint.parse(cells[2]), FixedPoint.parse(cells[3]), shares));
            }
        }
        Ledger ledger = run("qqq-published.conf", List.of());
        assertEquals(23, published.size());
        assertEquals(published, trades);
        assertEquals("487937.30", FixedPoint.format(ledger.equityE8()));
    }

    /** The honest profile, and that what it does not set is neutral. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qqq.conf           |                                                        | 484659.78",
                "qqq.conf           | broker.limit-touch=fills                               | 484659.78",
                "qqq.conf           | broker.commission.plan=fixed                           | 484659.78",
                "qqq-published.conf | broker.half-spread-ticks=0                             | 487937.30",
            })
    void shouldEndWithTheSameEquity(String file, String assignment, String equity) throws IOException {
        Ledger ledger = run(file, assignment == null ? List.of() : List.of(assignment));
        assertEquals(equity, FixedPoint.format(ledger.equityE8()));
    }

    private Ledger run(String file, List<String> assignments) {
        var config = EngineSettings.with(EngineSettings.load(Path.of("..", "config", file)), "risk.equity=479315.99");
        for (String assignment : assignments) {
            config = EngineSettings.with(config, assignment);
        }
        Engine engine = new Engine(EngineSettings.of(config), CALENDAR);
        SimulatedBroker broker = engine.settings().simulatedBroker(CALENDAR);
        Stages stages = engine.stages(null, broker);
        Path bars = SharedData.file("bars-5min/QQQ.csv.gz");
        Ledger fills = new Ledger(engine.settings().risk().equityE8(), 1);
        try (Pipeline pipeline = Pipeline.inline(stages, engine.bounds(), 1);
                MarketFeed feed = new MarketFeed(
                        List.of(BarFile.open(bars, "QQQ", CALENDAR, BarFile.Options.fiveMinutes())), CALENDAR, (int)
                                FROM.toEpochDay())) {
            Backtest backtest = new Backtest(
                    pipeline, broker, new EngineEvent(engine.bounds()), List.of(event -> take(event, fills)));
            while (backtest.step(feed::next)) {
                Ledger risk = stages.risk().ledger();
                assertEquals(fills.cashE8(), risk.cashE8());
                assertEquals(fills.position(0), risk.position(0));
                assertEquals(broker.ledger().cashE8(), risk.cashE8());
                assertEquals(broker.ledger().equityE8(), risk.equityE8());
            }
        }
        return stages.risk().ledger();
    }

    private void take(EngineEvent event, Ledger fills) {
        if (event.type != EventType.FILL) {
            return;
        }
        fills.fill(0, event.side, event.quantity, event.priceE8, event.commissionE8);
        if (fills.position(0) != 0) {
            entryE8 = event.priceE8;
        } else {
            trades.add(new Trade(entryE8, event.priceE8, event.quantity));
        }
    }
}
