package io.ringside.engine.journal;

import static io.ringside.engine.journal.JournalRecord.u16;
import static io.ringside.engine.journal.JournalRecord.u8;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.ringside.engine.event.Bar;
import io.ringside.engine.event.Bounds;
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
import io.ringside.engine.event.TimeInForce;
import io.ringside.engine.event.Update;
import io.ringside.engine.event.Verdict;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What was decided: the third section of a {@link JournalRecord}.
 *
 * <pre>
 *   counts     0 bars in the slot u16  2 of them derived here u16  4 updates u16  6 values u16
 *              8 signals that are not HOLD u16  10 verdicts u16  12 intents u16  14 standings u16
 *             16 sessionDay i32  20 standings left u16  22 verdicts and intents left u16
 *   derived bars, 72 each
 *              0 instrumentId i32  4 seriesId i32  8 startNanos  16 endNanos  24 sessionDay i32  28 place in slot i32
 *             32 openE8  40 highE8  48 lowE8  56 closeE8  64 volume
 *   updates, 8 each
 *              0 bindingId u16  2 input u8  3 bar u8  4 valueOffset u16  6 valueCount u16
 *   values     f64 each, raw bits
 *   signals, 56 each
 *              0 bindingId i32  4 instrumentId i32  8 kind i32  12 reason i32  16 priceE8
 *             24 atr f64  32 stopE8  40 targetE8  48 weight f64
 *   verdicts, 56 each
 *              0 bindingId i32  4 instrumentId i32  8 signalSequence  16 outcome i32  20 zero i32
 *             24 quantity  32 equityE8  40 priceE8  48 stopE8
 *   intents, 88 each
 *              0 action u8  1 purpose u8  2 side u8  3 type u8  4 timeInForce u8  5 zero  8 orderRef
 *             16 instrumentId i32  20 bindingId i32  24 causeSequence  32 reason i32  36 zero i32
 *             40 quantity  48 limitE8  56 stopE8  64 trailE8  72 parentRef  80 ocaRef
 *   standings, 80 each
 *              0 portfolioId u16  2 actions u8  3 group u8  4 instrumentId i32  8 rank i32  12 reason i32
 *             16 score f64  24 share  32 of  40 volatility f64  48 confidence f64  56 level f64
 *             64 best f64  72 sinceNanos
 * </pre>
 *
 * <p>The fields about standings came with schema version 2: a record of version 1 has zeros there.
 *
 * <p>A bar of the feed is not repeated: its prices are in the ingress section.
 *
 * <p>Thread: any; it has no state.
 */
final class DecisionSection {
    static final int COUNTS_LENGTH = 24;
    static final int BAR_LENGTH = 72;
    static final int UPDATE_LENGTH = 8;
    static final int VALUE_LENGTH = 8;
    static final int SIGNAL_LENGTH = 56;
    static final int VERDICT_LENGTH = 56;
    static final int INTENT_LENGTH = 88;
    static final int STANDING_LENGTH = 80;

    private DecisionSection() {}

    /** Length of the longest section within the bounds. */
    static int maxLength(Bounds bounds) {
        return COUNTS_LENGTH
                + bounds.bars() * BAR_LENGTH
                + bounds.updates() * (UPDATE_LENGTH + SIGNAL_LENGTH)
                + bounds.verdicts() * VERDICT_LENGTH
                + bounds.values() * VALUE_LENGTH
                + bounds.intents() * INTENT_LENGTH
                + bounds.standings() * STANDING_LENGTH;
    }

    /** Length of the section at the given offset, by its counts. */
    static int length(DirectBuffer buffer, int at) {
        long market = buffer.getLong(at, LITTLE_ENDIAN);
        long orders = buffer.getLong(at + 8, LITTLE_ENDIAN);
        return COUNTS_LENGTH
                + count(market, 1) * BAR_LENGTH
                + count(market, 2) * UPDATE_LENGTH
                + count(market, 3) * VALUE_LENGTH
                + count(orders, 0) * SIGNAL_LENGTH
                + count(orders, 1) * VERDICT_LENGTH
                + count(orders, 2) * INTENT_LENGTH
                + count(orders, 3) * STANDING_LENGTH;
    }

    /** Whether counts and codes of the section at the given offset are valid; its length must have been checked. */
    static boolean isValid(DirectBuffer buffer, int start) {
        long market = buffer.getLong(start, LITTLE_ENDIAN);
        long orders = buffer.getLong(start + 8, LITTLE_ENDIAN);
        int bars = count(market, 0);
        int derived = count(market, 1);
        int updates = count(market, 2);
        int values = count(market, 3);
        int signals = count(orders, 0);
        int verdicts = count(orders, 1);
        int intents = count(orders, 2);
        int standings = count(orders, 3);
        boolean valid = bars <= Bounds.BARS_MAX
                && derived <= bars
                && updates <= Bounds.UPDATES_MAX
                && values <= Bounds.VALUES_MAX
                && signals <= Bounds.UPDATES_MAX
                && verdicts <= Bounds.UPDATES_MAX
                && intents <= Bounds.INTENTS_MAX
                && standings <= Bounds.STANDINGS_MAX;
        int at = start + COUNTS_LENGTH;
        for (int i = 0; i < derived && valid; i++) {
            int place = buffer.getInt(at + 28, LITTLE_ENDIAN);
            valid = place >= 0 && place < bars && IngressSection.arePrices(buffer, at + 32);
            at += BAR_LENGTH;
        }
        at += updates * UPDATE_LENGTH + values * VALUE_LENGTH;
        for (int i = 0; i < signals && valid; i++) {
            valid = SignalKind.ofCode(buffer.getInt(at + 8, LITTLE_ENDIAN)) != null;
            at += SIGNAL_LENGTH;
        }
        at += verdicts * VERDICT_LENGTH;
        for (int i = 0; i < intents && valid; i++) {
            valid = IntentAction.ofCode(buffer.getByte(at)) != null
                    && Purpose.ofCode(buffer.getByte(at + 1)) != null
                    && Side.ofCode(buffer.getByte(at + 2)) != null
                    && OrderType.ofCode(buffer.getByte(at + 3)) != null
                    && TimeInForce.ofCode(buffer.getByte(at + 4)) != null;
            at += INTENT_LENGTH;
        }
        for (int i = 0; i < standings && valid; i++) {
            valid = Standing.isValid(buffer.getByte(at + 2) & 0xff);
            at += STANDING_LENGTH;
        }
        return valid;
    }

    /** How many intents the section at the given offset has. */
    static int intents(DirectBuffer buffer, int at) {
        return count(buffer, at + 12);
    }

    /** Writes the section at the given offset; returns the offset after it. */
    static int encode(EngineEvent event, MutableDirectBuffer buffer, int start) {
        int at = start + COUNTS_LENGTH;
        int derived = 0;
        for (int i = 0; i < event.barCount; i++) {
            if (event.bars[i].derived) {
                encodeBar(event.bars[i], i, buffer, at);
                at += BAR_LENGTH;
                derived++;
            }
        }
        for (int i = 0; i < event.updateCount; i++) {
            Update update = event.updates[i];
            buffer.putShort(at, u16(update.bindingId, "update.bindingId"), LITTLE_ENDIAN);
            buffer.putByte(at + 2, u8(update.input, "update.input"));
            buffer.putByte(at + 3, u8(update.bar, "update.bar"));
            buffer.putShort(at + 4, u16(update.valueOffset, "update.valueOffset"), LITTLE_ENDIAN);
            buffer.putShort(at + 6, u16(update.valueCount, "update.valueCount"), LITTLE_ENDIAN);
            at += UPDATE_LENGTH;
        }
        for (int i = 0; i < event.valueCount; i++) {
            buffer.putLong(at, Double.doubleToRawLongBits(event.values[i]), LITTLE_ENDIAN);
            at += VALUE_LENGTH;
        }
        int signals = 0;
        for (int i = 0; i < event.signalCount; i++) {
            if (event.signals[i].kind != SignalKind.HOLD) {
                encodeSignal(event.signals[i], buffer, at);
                at += SIGNAL_LENGTH;
                signals++;
            }
        }
        for (int i = 0; i < event.verdictCount; i++) {
            encodeVerdict(event.verdicts[i], buffer, at);
            at += VERDICT_LENGTH;
        }
        for (int i = 0; i < event.intentCount; i++) {
            encodeIntent(event.intents[i], buffer, at);
            at += INTENT_LENGTH;
        }
        for (int i = 0; i < event.standingCount; i++) {
            encodeStanding(event.standings[i], buffer, at);
            at += STANDING_LENGTH;
        }
        buffer.putShort(start, u16(event.barCount, "bars"), LITTLE_ENDIAN);
        buffer.putShort(start + 2, u16(derived, "bars"), LITTLE_ENDIAN);
        buffer.putShort(start + 4, u16(event.updateCount, "updates"), LITTLE_ENDIAN);
        buffer.putShort(start + 6, u16(event.valueCount, "values"), LITTLE_ENDIAN);
        buffer.putShort(start + 8, u16(signals, "signals"), LITTLE_ENDIAN);
        buffer.putShort(start + 10, u16(event.verdictCount, "verdicts"), LITTLE_ENDIAN);
        buffer.putShort(start + 12, u16(event.intentCount, "intents"), LITTLE_ENDIAN);
        buffer.putShort(start + 14, u16(event.standingCount, "standings"), LITTLE_ENDIAN);
        buffer.putInt(start + 16, event.sessionDay, LITTLE_ENDIAN);
        buffer.putShort(start + 20, u16(event.standingsLeft, "standings left"), LITTLE_ENDIAN);
        buffer.putShort(start + 22, u16(event.decisionsLeft, "decisions left"), LITTLE_ENDIAN);
        return at;
    }

    /** Reads the section at the given offset; bars of the feed are rebuilt from the ingress fields. */
    static void decode(DirectBuffer buffer, int start, EngineEvent event) {
        int at = start + COUNTS_LENGTH;
        event.sessionDay = buffer.getInt(start + 16, LITTLE_ENDIAN);
        for (int i = count(buffer, start); i > 0; i--) {
            decodeArrivedBar(event, event.addBar());
        }
        for (int i = count(buffer, start + 2); i > 0; i--) {
            decodeBar(buffer, at, event);
            at += BAR_LENGTH;
        }
        for (int i = count(buffer, start + 4); i > 0; i--) {
            Update update = event.addUpdate();
            update.bindingId = count(buffer, at);
            update.input = buffer.getByte(at + 2) & 0xff;
            update.bar = buffer.getByte(at + 3) & 0xff;
            update.valueOffset = count(buffer, at + 4);
            update.valueCount = count(buffer, at + 6);
            at += UPDATE_LENGTH;
        }
        event.valueCount = fits(count(buffer, start + 6), event.values.length, "values");
        for (int i = 0; i < event.valueCount; i++) {
            event.values[i] = Double.longBitsToDouble(buffer.getLong(at, LITTLE_ENDIAN));
            at += VALUE_LENGTH;
        }
        for (int i = count(buffer, start + 8); i > 0; i--) {
            decodeSignal(buffer, at, event.addSignal());
            at += SIGNAL_LENGTH;
        }
        for (int i = count(buffer, start + 10); i > 0; i--) {
            decodeVerdict(buffer, at, event.addVerdict());
            at += VERDICT_LENGTH;
        }
        for (int i = count(buffer, start + 12); i > 0; i--) {
            decodeIntent(buffer, at, event.addIntent());
            at += INTENT_LENGTH;
        }
        for (int i = count(buffer, start + 14); i > 0; i--) {
            decodeStanding(buffer, at, event.addStanding());
            at += STANDING_LENGTH;
        }
        event.standingsLeft = count(buffer, start + 20);
        event.decisionsLeft = count(buffer, start + 22);
    }

    private static void encodeBar(Bar bar, int place, MutableDirectBuffer buffer, int at) {
        buffer.putInt(at, bar.instrumentId, LITTLE_ENDIAN);
        buffer.putInt(at + 4, bar.seriesId, LITTLE_ENDIAN);
        buffer.putLong(at + 8, bar.startNanos, LITTLE_ENDIAN);
        buffer.putLong(at + 16, bar.endNanos, LITTLE_ENDIAN);
        buffer.putInt(at + 24, bar.sessionDay, LITTLE_ENDIAN);
        buffer.putInt(at + 28, place, LITTLE_ENDIAN);
        buffer.putLong(at + 32, bar.openE8, LITTLE_ENDIAN);
        buffer.putLong(at + 40, bar.highE8, LITTLE_ENDIAN);
        buffer.putLong(at + 48, bar.lowE8, LITTLE_ENDIAN);
        buffer.putLong(at + 56, bar.closeE8, LITTLE_ENDIAN);
        buffer.putLong(at + 64, bar.volume, LITTLE_ENDIAN);
    }

    private static void decodeBar(DirectBuffer buffer, int at, EngineEvent event) {
        int place = fits(buffer.getInt(at + 28, LITTLE_ENDIAN), event.barCount - 1, "bars");
        Bar bar = event.bars[place];
        bar.derived = true;
        bar.at(
                buffer.getInt(at, LITTLE_ENDIAN),
                buffer.getInt(at + 4, LITTLE_ENDIAN),
                buffer.getInt(at + 24, LITTLE_ENDIAN),
                buffer.getLong(at + 8, LITTLE_ENDIAN),
                buffer.getLong(at + 16, LITTLE_ENDIAN));
        bar.prices(
                buffer.getLong(at + 32, LITTLE_ENDIAN),
                buffer.getLong(at + 40, LITTLE_ENDIAN),
                buffer.getLong(at + 48, LITTLE_ENDIAN),
                buffer.getLong(at + 56, LITTLE_ENDIAN),
                buffer.getLong(at + 64, LITTLE_ENDIAN));
    }

    /** Rebuilds a bar of the feed from the ingress fields; its series is not in the record and becomes -1. */
    private static void decodeArrivedBar(EngineEvent event, Bar bar) {
        bar.derived = false;
        bar.at(event.instrumentId, -1, event.sessionDay, event.startNanos, event.eventNanos);
        if (event.type == EventType.BAR) {
            bar.prices(event.openE8, event.highE8, event.lowE8, event.closeE8, event.volume);
        }
    }

    private static void encodeSignal(Signal signal, MutableDirectBuffer buffer, int at) {
        buffer.putInt(at, signal.bindingId, LITTLE_ENDIAN);
        buffer.putInt(at + 4, signal.instrumentId, LITTLE_ENDIAN);
        buffer.putInt(at + 8, signal.kind.code(), LITTLE_ENDIAN);
        buffer.putInt(at + 12, signal.reason, LITTLE_ENDIAN);
        buffer.putLong(at + 16, signal.priceE8, LITTLE_ENDIAN);
        buffer.putLong(at + 24, Double.doubleToRawLongBits(signal.atr), LITTLE_ENDIAN);
        buffer.putLong(at + 32, signal.stopE8, LITTLE_ENDIAN);
        buffer.putLong(at + 40, signal.targetE8, LITTLE_ENDIAN);
        buffer.putLong(at + 48, Double.doubleToRawLongBits(signal.weight), LITTLE_ENDIAN);
    }

    private static void decodeSignal(DirectBuffer buffer, int at, Signal signal) {
        signal.bindingId = buffer.getInt(at, LITTLE_ENDIAN);
        signal.instrumentId = buffer.getInt(at + 4, LITTLE_ENDIAN);
        signal.kind = require(SignalKind.ofCode(buffer.getInt(at + 8, LITTLE_ENDIAN)), "signal.kind");
        signal.reason = buffer.getInt(at + 12, LITTLE_ENDIAN);
        signal.priceE8 = buffer.getLong(at + 16, LITTLE_ENDIAN);
        signal.atr = Double.longBitsToDouble(buffer.getLong(at + 24, LITTLE_ENDIAN));
        signal.stopE8 = buffer.getLong(at + 32, LITTLE_ENDIAN);
        signal.targetE8 = buffer.getLong(at + 40, LITTLE_ENDIAN);
        signal.weight = Double.longBitsToDouble(buffer.getLong(at + 48, LITTLE_ENDIAN));
    }

    private static void encodeVerdict(Verdict verdict, MutableDirectBuffer buffer, int at) {
        buffer.putInt(at, verdict.bindingId, LITTLE_ENDIAN);
        buffer.putInt(at + 4, verdict.instrumentId, LITTLE_ENDIAN);
        buffer.putLong(at + 8, verdict.signalSequence, LITTLE_ENDIAN);
        buffer.putLong(at + 16, verdict.outcome & 0xffff_ffffL, LITTLE_ENDIAN);
        buffer.putLong(at + 24, verdict.quantity, LITTLE_ENDIAN);
        buffer.putLong(at + 32, verdict.equityE8, LITTLE_ENDIAN);
        buffer.putLong(at + 40, verdict.priceE8, LITTLE_ENDIAN);
        buffer.putLong(at + 48, verdict.stopE8, LITTLE_ENDIAN);
    }

    private static void decodeVerdict(DirectBuffer buffer, int at, Verdict verdict) {
        verdict.bindingId = buffer.getInt(at, LITTLE_ENDIAN);
        verdict.instrumentId = buffer.getInt(at + 4, LITTLE_ENDIAN);
        verdict.signalSequence = buffer.getLong(at + 8, LITTLE_ENDIAN);
        verdict.outcome = buffer.getInt(at + 16, LITTLE_ENDIAN);
        verdict.quantity = buffer.getLong(at + 24, LITTLE_ENDIAN);
        verdict.equityE8 = buffer.getLong(at + 32, LITTLE_ENDIAN);
        verdict.priceE8 = buffer.getLong(at + 40, LITTLE_ENDIAN);
        verdict.stopE8 = buffer.getLong(at + 48, LITTLE_ENDIAN);
    }

    private static void encodeIntent(Intent intent, MutableDirectBuffer buffer, int at) {
        buffer.putLong(at, 0, LITTLE_ENDIAN);
        buffer.putByte(at, intent.action.code());
        buffer.putByte(at + 1, intent.purpose.code());
        buffer.putByte(at + 2, intent.side.code());
        buffer.putByte(at + 3, intent.type.code());
        buffer.putByte(at + 4, intent.timeInForce.code());
        buffer.putLong(at + 8, intent.orderRef, LITTLE_ENDIAN);
        buffer.putInt(at + 16, intent.instrumentId, LITTLE_ENDIAN);
        buffer.putInt(at + 20, intent.bindingId, LITTLE_ENDIAN);
        buffer.putLong(at + 24, intent.causeSequence, LITTLE_ENDIAN);
        buffer.putLong(at + 32, intent.reason & 0xffff_ffffL, LITTLE_ENDIAN);
        buffer.putLong(at + 40, intent.quantity, LITTLE_ENDIAN);
        buffer.putLong(at + 48, intent.limitE8, LITTLE_ENDIAN);
        buffer.putLong(at + 56, intent.stopE8, LITTLE_ENDIAN);
        buffer.putLong(at + 64, intent.trailE8, LITTLE_ENDIAN);
        buffer.putLong(at + 72, intent.parentRef, LITTLE_ENDIAN);
        buffer.putLong(at + 80, intent.ocaRef, LITTLE_ENDIAN);
    }

    private static void decodeIntent(DirectBuffer buffer, int at, Intent intent) {
        intent.action = require(IntentAction.ofCode(buffer.getByte(at)), "intent.action");
        intent.purpose = require(Purpose.ofCode(buffer.getByte(at + 1)), "intent.purpose");
        intent.side = require(Side.ofCode(buffer.getByte(at + 2)), "intent.side");
        intent.type = require(OrderType.ofCode(buffer.getByte(at + 3)), "intent.type");
        intent.timeInForce = require(TimeInForce.ofCode(buffer.getByte(at + 4)), "intent.timeInForce");
        intent.orderRef = buffer.getLong(at + 8, LITTLE_ENDIAN);
        intent.instrumentId = buffer.getInt(at + 16, LITTLE_ENDIAN);
        intent.bindingId = buffer.getInt(at + 20, LITTLE_ENDIAN);
        intent.causeSequence = buffer.getLong(at + 24, LITTLE_ENDIAN);
        intent.reason = buffer.getInt(at + 32, LITTLE_ENDIAN);
        intent.quantity = buffer.getLong(at + 40, LITTLE_ENDIAN);
        intent.limitE8 = buffer.getLong(at + 48, LITTLE_ENDIAN);
        intent.stopE8 = buffer.getLong(at + 56, LITTLE_ENDIAN);
        intent.trailE8 = buffer.getLong(at + 64, LITTLE_ENDIAN);
        intent.parentRef = buffer.getLong(at + 72, LITTLE_ENDIAN);
        intent.ocaRef = buffer.getLong(at + 80, LITTLE_ENDIAN);
    }

    private static void encodeStanding(Standing standing, MutableDirectBuffer buffer, int at) {
        buffer.putShort(at, u16(standing.portfolioId, "standing.portfolioId"), LITTLE_ENDIAN);
        buffer.putByte(at + 2, u8(standing.actions, "standing.actions"));
        buffer.putByte(at + 3, u8(standing.group, "standing.group"));
        buffer.putInt(at + 4, standing.instrumentId, LITTLE_ENDIAN);
        buffer.putInt(at + 8, standing.rank, LITTLE_ENDIAN);
        buffer.putInt(at + 12, standing.reason, LITTLE_ENDIAN);
        buffer.putLong(at + 16, Double.doubleToRawLongBits(standing.score), LITTLE_ENDIAN);
        buffer.putLong(at + 24, standing.share, LITTLE_ENDIAN);
        buffer.putLong(at + 32, standing.of, LITTLE_ENDIAN);
        buffer.putLong(at + 40, Double.doubleToRawLongBits(standing.volatility), LITTLE_ENDIAN);
        buffer.putLong(at + 48, Double.doubleToRawLongBits(standing.confidence), LITTLE_ENDIAN);
        buffer.putLong(at + 56, Double.doubleToRawLongBits(standing.level), LITTLE_ENDIAN);
        buffer.putLong(at + 64, Double.doubleToRawLongBits(standing.best), LITTLE_ENDIAN);
        buffer.putLong(at + 72, standing.sinceNanos, LITTLE_ENDIAN);
    }

    private static void decodeStanding(DirectBuffer buffer, int at, Standing standing) {
        standing.portfolioId = count(buffer, at);
        standing.actions = buffer.getByte(at + 2) & 0xff;
        standing.group = buffer.getByte(at + 3) & 0xff;
        standing.instrumentId = buffer.getInt(at + 4, LITTLE_ENDIAN);
        standing.rank = buffer.getInt(at + 8, LITTLE_ENDIAN);
        standing.reason = buffer.getInt(at + 12, LITTLE_ENDIAN);
        standing.score = Double.longBitsToDouble(buffer.getLong(at + 16, LITTLE_ENDIAN));
        standing.share = buffer.getLong(at + 24, LITTLE_ENDIAN);
        standing.of = buffer.getLong(at + 32, LITTLE_ENDIAN);
        standing.volatility = Double.longBitsToDouble(buffer.getLong(at + 40, LITTLE_ENDIAN));
        standing.confidence = Double.longBitsToDouble(buffer.getLong(at + 48, LITTLE_ENDIAN));
        standing.level = Double.longBitsToDouble(buffer.getLong(at + 56, LITTLE_ENDIAN));
        standing.best = Double.longBitsToDouble(buffer.getLong(at + 64, LITTLE_ENDIAN));
        standing.sinceNanos = buffer.getLong(at + 72, LITTLE_ENDIAN);
    }

    /** One of the four u16 in a little-endian long. */
    private static int count(long word, int place) {
        return (int) (word >>> (16 * place)) & 0xffff;
    }

    /** A u16 at the given offset. */
    static int count(DirectBuffer buffer, int at) {
        return buffer.getShort(at, LITTLE_ENDIAN) & 0xffff;
    }

    /** Returns the value of a code; throws if the code was unknown (null). */
    static <T> T require(T value, String field) {
        if (value == null) {
            throw new IllegalStateException("a journal record has a code that this build does not know: " + field);
        }
        return value;
    }

    private static int fits(int value, int max, String what) {
        if (value < 0 || value > max) {
            throw new IllegalStateException("a journal record has more " + what + " than the slot: " + value);
        }
        return value;
    }
}
