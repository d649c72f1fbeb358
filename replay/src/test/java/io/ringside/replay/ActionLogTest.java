package io.ringside.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.market.SymbolHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Corporate actions of AA, and of BB that was called OLD before the third of July. */
class ActionLogTest {
    private static final int DAY = (int) LocalDate.of(2024, 7, 2).toEpochDay();

    private final ActionLog log = new ActionLog(List.of(
            Instrument.usEquity(0, "AA"),
            Instrument.usEquity(1, "BB").renamed("BB", List.of(new SymbolHistory.Change(DAY + 1, "OLD", "BB")))));
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1));

    private void add(int day, long shares, double paid, EngineEvent of) {
        of.sessionDay = day;
        log.add(of, shares, FixedPoint.ofDouble(paid));
    }

    private void dividend(int day, long shares, double paid) {
        add(day, shares, paid, event.payment(0, 1, CorporateAction.DIVIDEND, FixedPoint.ofDouble(0.5), 0));
    }

    @Test
    void shouldSayNothingWhereThereIsNothing() {
        add(DAY, 10, 5, event.payment(0, 1, CorporateAction.DIVIDEND, 1, EngineEvent.FLAG_WARM_UP));
        assertEquals(List.of(), log.rows());
        assertEquals(List.of(), log.lines(List.of()));
        assertEquals(
                "{on_holdings=0, dividends_paid=0.0, applied=[], left_out=0, left_out_first=[]}",
                log.values(List.of()).toString());
    }

    @Test
    void shouldTellWhatWasLeftOutEvenIfNothingWasTold() {
        assertEquals(
                List.of(
                        "Corporate actions: none was told; 0 on what was held, 0.00 paid as dividends",
                        "  left out: x"),
                log.lines(List.of("x")));
    }

    /** Dividends are summed; what changes shares is told, where shares were held. */
    @Test
    void shouldTellActionsUnderTheSymbolOfTheDayBefore() {
        dividend(DAY, 10, 5);
        dividend(DAY, 0, 0);
        add(DAY + 1, -3, 0, event.symbolChange(1, 1, "BB", 0));
        add(DAY + 1, 11, 20, event.split(0, 1, 3, 2, 0));
        add(DAY + 2, 16, 2400, event.payment(1, 1, CorporateAction.DELISTING, FixedPoint.ofDouble(150), 0));
        add(DAY + 3, 0, 0, event.split(0, 1, 2, 1, 0));
        assertEquals(
                List.of(
                        List.of("2024-07-02", "AA", "dividend 0.50", "10", "5.00"),
                        List.of("2024-07-02", "AA", "dividend 0.50", "0", "0.00"),
                        List.of("2024-07-03", "OLD", "new symbol BB", "-3", "0.00"),
                        List.of("2024-07-03", "AA", "split 3/2", "11", "20.00"),
                        List.of("2024-07-04", "BB", "delisting 150.00", "16", "2400.00"),
                        List.of("2024-07-05", "AA", "split 2/1", "0", "0.00")),
                log.rows());
        assertEquals(
                List.of(
                        "Corporate actions: 2 splits, 2 dividends, 1 delisting, 1 symbol change; 4 on what was held,"
                                + " 5.00 paid as dividends",
                        "  2024-07-03 OLD: new symbol BB, -3 shares held",
                        "  2024-07-03 AA: split 3/2, 11 shares held, 20.00 paid",
                        "  2024-07-04 BB: delisting 150.00, 16 shares held, 2400.00 paid"),
                log.lines(List.of()));
        assertEquals(
                "{split=2, dividend=2, delisting=1, symbol_change=1, on_holdings=4, dividends_paid=5.0, applied=["
                        + "2024-07-02 AA: dividend 0.50, 10 shares held, 5.00 paid, "
                        + "2024-07-03 OLD: new symbol BB, -3 shares held, "
                        + "2024-07-03 AA: split 3/2, 11 shares held, 20.00 paid, "
                        + "2024-07-04 BB: delisting 150.00, 16 shares held, 2400.00 paid],"
                        + " left_out=1, left_out_first=[x]}",
                log.values(List.of("x")).toString());
    }

    @Test
    void shouldCountWhatComesAfterTheFirst() {
        for (int count = 1; count <= 21; count++) {
            add(DAY, 10, 0, event.split(0, 1, 2, 1, 0));
            List<String> leftOut =
                    IntStream.range(0, count).mapToObj(i -> "x" + i).toList();
            List<String> lines = new ArrayList<>(log.lines(leftOut));
            assertEquals(
                    "Corporate actions: " + (count == 1 ? "1 split" : count + " splits") + "; " + count
                            + " on what was held, 0.00 paid as dividends",
                    lines.remove(0));
            int told = Math.min(5, count);
            List<String> expected = new ArrayList<>();
            IntStream.range(0, told).forEach(i -> expected.add("  2024-07-02 AA: split 2/1, 10 shares held"));
            if (count > 5) {
                expected.add("  and " + (count - 5) + " more, see actions.csv");
            }
            IntStream.range(0, told).forEach(i -> expected.add("  left out: x" + i));
            if (count > 5) {
                expected.add("  left out: " + (count - 5) + " more");
            }
            assertEquals(expected, lines);
            Map<String, Object> values = log.values(leftOut);
            assertEquals(count, values.get("left_out"));
            assertEquals(leftOut.subList(0, Math.min(20, count)), values.get("left_out_first"));
            assertEquals(Math.min(20, count), ((List<?>) values.get("applied")).size());
        }
    }
}
