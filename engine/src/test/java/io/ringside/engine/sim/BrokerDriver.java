package io.ringside.engine.sim;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.account.Ledger;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Drives a simulated broker without a pipeline, and keeps a ledger of its own from what the broker reports. */
final class BrokerDriver {
    static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();

    /** No costs, so that expected prices can be read off the market. */
    private static final String BARE =
            "slippage-ticks = 0, commission { per-share = 0, minimum = 0, maximum-fraction = 0 }";

    final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 4));
    final SimulatedBroker broker;
    final Ledger ledger;
    private final EngineEvent report = new EngineEvent(new Bounds(1, 1, 1, 4));
    private final Consumer<EngineEvent> reports;

    BrokerDriver(BrokerSettings settings, int instruments, long cashE8, Consumer<EngineEvent> reports) {
        this(
                settings,
                IntStream.range(0, instruments)
                        .mapToObj(id -> Instrument.usEquity(id, "S" + id))
                        .toList(),
                cashE8,
                reports);
    }

    BrokerDriver(BrokerSettings settings, List<Instrument> instruments, long cashE8, Consumer<EngineEvent> reports) {
        broker = new SimulatedBroker(settings, instruments, CALENDAR, cashE8);
        ledger = new Ledger(cashE8, instruments.size());
        this.reports = reports;
    }

    /** Settings without costs, but for what the text says. */
    static BrokerSettings settings(String text) {
        return BrokerSettings.of(
                SettingsNode.root(ConfigFactory.parseString(text).withFallback(ConfigFactory.parseString(BARE))));
    }

    /** Plays {@link #event}; requests are submitted as decided on it. */
    void play(Runnable decisions) {
        broker.before(event);
        drain();
        decisions.run();
        if (event.type == EventType.BAR) {
            ledger.mark(event.instrumentId, event.closeE8);
        } else if (event.type == EventType.OPEN_PRINT
                || (event.type == EventType.TRADE && (event.flags & EngineEvent.FLAG_VOLUME_ONLY) == 0)) {
            ledger.mark(event.instrumentId, event.priceE8);
        }
        broker.after(event);
        drain();
    }

    /** Sends a request between two market events. */
    void request(Intent intent, long nanos) {
        broker.submit(intent, nanos);
        broker.deliver(nanos);
        drain();
    }

    private void drain() {
        while (broker.poll(report)) {
            if (report.type == EventType.FILL) {
                ledger.fill(report.instrumentId, report.side, report.quantity, report.priceE8, report.commissionE8);
            } else if (report.type == EventType.COMMISSION) {
                ledger.charge(report.commissionE8);
            }
            reports.accept(report);
            broker.after(report);
        }
    }
}
