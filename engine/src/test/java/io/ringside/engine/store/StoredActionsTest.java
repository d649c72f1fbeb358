package io.ringside.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.event.CorporateAction;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.SymbolHistory.Span;
import io.ringside.engine.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Splits and dividends of a name as they are stored, and as they are told in a view. */
class StoredActionsTest {
    /** 2024-01-10. */
    private static final int DAY = 19_732;

    @TempDir
    Path market;

    private StoredActions stored;

    @BeforeEach
    void read() {
        stored = StoredActions.read(market, "AA");
    }

    private static long e8(String money) {
        return FixedPoint.parse(money);
    }

    private static List<String> told(List<Action> actions) {
        return actions.stream()
                .map(one -> (one.day() - DAY) + " " + one.words())
                .toList();
    }

    /** A dividend of 3 before a split of 2 for 1 and one of 3 for 2 is one of 1 a share of now. */
    @Test
    void shouldTellMoneyInSharesAsTheyAreAfterTheSplitsThatFollowed() {
        stored.merge(List.of(
                StoredActions.dividend(DAY, e8("3")),
                StoredActions.split(DAY, 10, 1),
                StoredActions.split(DAY + 1, 2, 1),
                StoredActions.split(DAY + 5, 3, 2)));
        Action dividend = StoredActions.dividend(DAY, e8("3"));
        assertEquals(e8("3"), stored.inLaterShares(dividend, DAY));
        assertEquals(e8("1.5"), stored.inLaterShares(dividend, DAY + 1));
        assertEquals(e8("1.5"), stored.inLaterShares(dividend, DAY + 4));
        assertEquals(e8("1"), stored.inLaterShares(dividend, DAY + 5));
        assertEquals(e8("3"), stored.inLaterShares(StoredActions.dividend(DAY + 5, e8("3")), DAY + 9));
    }

    @Test
    void shouldTellWhatPricesOfAViewDoNotHave() {
        stored.merge(List.of(StoredActions.dividend(DAY, e8("3")), StoredActions.split(DAY + 1, 2, 1)));
        PriceView raw = new PriceView(PriceView.Prices.RAW, DAY + 1);
        assertEquals(List.of("0 dividend 3.00", "1 split 2/1"), told(stored.events(raw, false, 7)));
        assertEquals(7, stored.events(raw, false, 7).get(0).instrumentId());
        assertEquals(List.of("0 dividend 1.50"), told(stored.events(raw, true, 7)));
        PriceView splits = new PriceView(PriceView.Prices.SPLIT, DAY + 1);
        assertEquals(List.of("0 dividend 1.50"), told(stored.events(splits, false, 7)));
        PriceView total = new PriceView(PriceView.Prices.TOTAL, DAY + 1);
        assertEquals(List.of(), told(stored.events(total, false, 7)));
        PriceView before = new PriceView(PriceView.Prices.RAW, DAY);
        assertEquals(List.of("0 dividend 3.00"), told(stored.events(before, false, 7)));
        assertEquals(List.of(), told(stored.events(new PriceView(PriceView.Prices.RAW, DAY - 1), false, 7)));
    }

    @Test
    void shouldTellWhatIsNewAndWhatWasOtherwise() {
        assertEquals(
                List.of("AA 2024-01-10: dividend 0.50", "AA 2024-01-10: split 2/1"),
                stored.merge(List.of(
                        StoredActions.dividend(DAY, e8("0.3")),
                        StoredActions.split(DAY, 2, 1),
                        StoredActions.dividend(DAY, e8("0.2")),
                        StoredActions.split(DAY, 4, 2))));
        assertEquals(List.of(), stored.merge(List.of(StoredActions.split(DAY, 6, 3))), "the same fraction");
        assertEquals(
                List.of("AA 2024-01-10: split 3/1, which was 2/1 before"),
                stored.merge(List.of(StoredActions.split(DAY, 3, 1))).stream()
                        .map(line -> line.replace("6/3", "2/1"))
                        .toList());
        assertEquals(
                List.of("AA 2024-01-10: dividend 0.25, which was 0.50 before"),
                stored.merge(List.of(StoredActions.dividend(DAY, e8("0.25")))));
        UserError error = assertThrows(
                UserError.class,
                () -> stored.merge(List.of(StoredActions.split(DAY + 1, 2, 1), StoredActions.split(DAY + 1, 3, 1))));
        assertEquals("AA: AA 2024-01-11: split 3/1, and 2/1 on the same day; remove one", error.getMessage());
        Action delisting = new Action(DAY + 2, 0, CorporateAction.DELISTING, 0, 0, e8("9"));
        Action other = new Action(DAY + 2, 0, CorporateAction.DELISTING, 0, 0, e8("8"));
        assertThrows(UserError.class, () -> stored.merge(List.of(delisting, other)));
        assertEquals(1, stored.merge(List.of(delisting, delisting)).size());
    }

    @Test
    void shouldWriteOneColumnAKind() throws IOException {
        stored.merge(List.of(
                StoredActions.split(DAY + 3, 2, 1),
                StoredActions.dividend(DAY, e8("0.31")),
                new Action(DAY + 9, 0, CorporateAction.DELISTING, 0, 0, e8("9"))));
        Files.createDirectories(market.resolve("actions"));
        stored.write();
        assertEquals("""
                symbol,ex_date,ratio,dividend,delisting,new_symbol
                AA,2024-01-10,,0.31,,
                AA,2024-01-13,2/1,,,
                AA,2024-01-19,,,9.00,
                """, Files.readString(market.resolve("actions/AA.csv")));
        assertEquals(stored.all(), StoredActions.read(market, "AA").all());
    }

    /** B is A's ticker from day 100 to 199, C from then on; the change itself stands with the old one on the new one's first day. */
    @Test
    void shouldJoinTheActionsOfEachTickersDays() {
        StoredActions first = StoredActions.read(market, "A");
        first.merge(List.of(
                StoredActions.dividend(99, e8("1")),
                StoredActions.dividend(100, e8("9")),
                Action.renamed(100, 0, "B"),
                Action.renamed(101, 0, "X")));
        StoredActions second = StoredActions.read(market, "B");
        second.merge(List.of(
                StoredActions.dividend(99, e8("9")),
                StoredActions.dividend(100, e8("2")),
                StoredActions.dividend(199, e8("3")),
                StoredActions.dividend(200, e8("9")),
                Action.renamed(99, 0, "X"),
                Action.renamed(200, 0, "C")));
        StoredActions third = StoredActions.read(market, "C");
        third.merge(List.of(
                StoredActions.dividend(199, e8("9")),
                StoredActions.dividend(200, e8("4")),
                Action.renamed(300, 0, "D")));
        StoredActions all = StoredActions.joined(
                List.of(first, second, third),
                List.of(
                        new Span("A", Integer.MIN_VALUE, 99),
                        new Span("B", 100, 199),
                        new Span("C", 200, Integer.MAX_VALUE)));
        assertEquals(
                List.of(
                        "99 dividend 1.00",
                        "100 dividend 2.00",
                        "100 symbol change to B",
                        "199 dividend 3.00",
                        "200 dividend 4.00",
                        "200 symbol change to C",
                        "300 symbol change to D"),
                all.all().stream().map(one -> one.day() + " " + one.words()).toList());
        assertEquals(List.of("C 1971-01-01: split 2/1"), all.merge(List.of(StoredActions.split(365, 2, 1))));
    }
}
