package io.ringside.engine.journal;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import io.ringside.engine.event.IntentAction;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.event.Side;
import io.ringside.engine.event.Signal;
import io.ringside.engine.event.SignalKind;
import io.ringside.engine.event.Standing;
import io.ringside.engine.event.TickerText;
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Events of every type with every field set at random, from a seed. */
final class RandomEvents {
    static final Bounds BOUNDS = new Bounds(4, 6, 24, 4, 5);

    private static final EventType[] TYPES = Arrays.stream(EventType.values())
            .filter(type -> type != EventType.OPEN && type != EventType.CLOSE)
            .toArray(EventType[]::new);
    /** Wall clock of a live day. */
    private static final long MORNING = 1_747_834_200_000_000_000L;

    private final SplittableRandom random;

    RandomEvents(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Fills the slot with anything that its type may carry; what the type does not have holds rubbish. */
    EngineEvent fill(EngineEvent event, long sequence) {
        return fill(event, sequence, TYPES[random.nextInt(TYPES.length)]);
    }

    EngineEvent fill(EngineEvent event, long sequence, EventType type) {
        event.clearDecisions();
        rubbish(event);
        event.type = type;
        if (type == EventType.CORPORATE_ACTION) {
            event.code = 1 + random.nextInt(4);
            if (event.code == CorporateAction.SYMBOL_CHANGE.code()) {
                event.quantity = TickerText.head("BRK.B");
                event.argument = TickerText.tail("BRK.B");
            }
        }
        event.sequence = sequence;
        event.instrumentId = random.nextInt(1 << 16);
        event.flags = random.nextInt(1 << 16);
        event.eventNanos = random.nextLong();
        event.ingressNanos = MORNING + random.nextInt(1_000_000);
        event.indicatorNanos = event.ingressNanos + random.nextInt(1, 1_000_000);
        event.signalNanos = event.indicatorNanos + random.nextInt(1_000_000);
        event.riskNanos = event.signalNanos + random.nextInt(1_000_000);
        event.sessionDay = random.nextInt();
        decisions(event);
        return event;
    }

    private void rubbish(EngineEvent event) {
        event.startNanos = random.nextLong();
        event.openE8 = price();
        event.highE8 = price();
        event.lowE8 = price();
        event.closeE8 = price();
        event.volume = random.nextLong();
        event.priceE8 = price();
        event.quantity = random.nextLong();
        event.bidE8 = price();
        event.askE8 = price();
        event.bidSize = random.nextLong();
        event.askSize = random.nextLong();
        event.orderRef = random.nextLong();
        event.brokerOrderId = random.nextLong();
        event.side = Side.ofCode(random.nextInt(3));
        event.leaves = random.nextLong();
        event.commissionE8 = price();
        event.slippageE8 = price();
        event.code = random.nextInt();
        event.argument = random.nextLong();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(EngineEvent.TEXT_MAX + 1); i > 0; i--) {
            text.append((char) random.nextInt(' ', 127));
        }
        event.text(text);
    }

    private void decisions(EngineEvent event) {
        for (int i = random.nextInt(BOUNDS.bars() + 1); i > 0; i--) {
            Bar bar = event.addBar();
            bar.derived = random.nextBoolean();
            bar.at(random.nextInt(), random.nextInt(), random.nextInt(), random.nextLong(), random.nextLong());
            bar.prices(price(), price(), price(), price(), random.nextLong());
        }
        for (int i = random.nextInt(BOUNDS.updates() + 1); i > 0; i--) {
            Update update = event.addUpdate();
            update.bindingId = random.nextInt(1 << 16);
            update.input = random.nextInt(1 << 8);
            update.bar = random.nextInt(1 << 8);
            update.valueOffset = random.nextInt(1 << 16);
            update.valueCount = random.nextInt(1 << 16);
        }
        event.valueCount = random.nextInt(BOUNDS.values() + 1);
        for (int i = 0; i < event.valueCount; i++) {
            event.values[i] = random.nextInt(10) == 0 ? Double.NaN : random.nextDouble() * 1000 - 500;
        }
        for (int i = random.nextInt(BOUNDS.updates() + 1); i > 0; i--) {
            Signal signal = event.addSignal();
            signal.clear(random.nextInt(), random.nextInt(), price());
            signal.kind = SignalKind.ofCode(random.nextInt(7));
            signal.reason = random.nextInt();
            signal.atr = random.nextDouble();
            signal.stopE8 = price();
            signal.targetE8 = price();
            signal.weight = random.nextDouble();
        }
        for (int i = random.nextInt(BOUNDS.standings() + 1); i > 0; i--) {
            Standing standing = event.addStanding();
            standing.clear(random.nextInt(1 << 16), random.nextInt());
            standing.actions = random.nextBoolean() ? Standing.LEAVE : random.nextInt(8) << 1;
            standing.group = random.nextInt(1 << 8);
            standing.rank = random.nextInt();
            standing.reason = random.nextInt();
            standing.score = random.nextDouble();
            standing.share = random.nextLong();
            standing.of = random.nextLong();
            standing.volatility = random.nextDouble();
            standing.confidence = random.nextDouble();
            standing.level = random.nextDouble();
            standing.best = random.nextDouble();
            standing.sinceNanos = random.nextLong();
        }
        event.standingsLeft = random.nextInt(1 << 16);
        event.decisionsLeft = random.nextInt(1 << 16);
        for (int i = random.nextInt(BOUNDS.updates() + 1); i > 0; i--) {
            Verdict verdict = event.addVerdict();
            verdict.clear(random.nextInt(), random.nextInt(), random.nextLong());
            verdict.outcome = random.nextInt();
            verdict.quantity = random.nextLong();
            verdict.equityE8 = random.nextLong();
            verdict.priceE8 = price();
            verdict.stopE8 = price();
        }
        for (int i = random.nextInt(BOUNDS.intents() + 1); i > 0; i--) {
            Intent intent = event.addIntent();
            intent.clear(
                    IntentAction.ofCode(random.nextInt(1, 4)),
                    random.nextLong(),
                    random.nextInt(),
                    random.nextInt(),
                    random.nextLong());
            intent.purpose = Purpose.ofCode(random.nextInt(1, 6));
            intent.reason = random.nextInt();
            intent.side = Side.ofCode(random.nextInt(3));
            intent.type = OrderType.ofCode(random.nextInt(1, 8));
            intent.timeInForce = TimeInForce.ofCode(random.nextInt(1, 5));
            intent.quantity = random.nextLong();
            intent.limitE8 = price();
            intent.stopE8 = price();
            intent.trailE8 = price();
            intent.parentRef = random.nextLong();
            intent.ocaRef = random.nextLong();
        }
    }

    /** Exact in a double, as a bar's prices must be. */
    private long price() {
        return random.nextLong(-(1L << 53), (1L << 53) + 1);
    }
}
