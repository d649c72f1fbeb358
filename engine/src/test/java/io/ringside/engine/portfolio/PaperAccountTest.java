package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account on paper of two names, with 1,000 of cash: its shares and its worth, computed by hand. */
class PaperAccountTest {
    private static final long E8 = 100_000_000L;

    private final PriceHistory history = new PriceHistory(2, 10);
    private final Names names = new Names(
            new Universe(
                    List.of(Instrument.usEquity(0, "A"), Instrument.usEquity(1, "B")),
                    List.of(),
                    List.of(),
                    SettingsNode.root(ConfigFactory.empty())),
            history,
            ExchangeCalendar.usEquity());
    private final PaperAccount account = new PaperAccount(new int[] {0, 1}, 2, 1000 * E8);
    private int day = 20_000;

    /** Of 1,000 half is 50 shares at 10 and 25 at 20; at the opens of 11 and 20 they cost 1,050. */
    @BeforeEach
    void buyBothWithMoreThanThereIs() {
        session(10, 10, 20, 20);
        account.order(history, new int[] {0, 1}, 2);
        session(11, 12, 20, 21);
        account.fill(names);
    }

    @Test
    void shouldCutPurchasesInProportionWhenTheCashDoesNotPayThem() {
        assertEquals((23 + 47 * 12 + 23 * 21) * E8, account.valueE8(history));
        session(50, 50, 50, 50);
        account.fill(names);
        assertEquals((23 + 47 * 50 + 23 * 50) * E8, account.valueE8(history), "nothing waits any more");
    }

    @Test
    void shouldSellAtTheNextOpenAndBuyWithWhatThatGives() {
        account.order(history, new int[] {1}, 1);
        session(13, 13, 21, 22);
        account.fill(names);
        assertEquals((23 + 47 * 13 - 27 * 21 + 50 * 22) * E8, account.valueE8(history));
    }

    @Test
    void shouldForgetAnOrderOfANameWithoutABarAndBuyForTheCashThatThereIs() {
        account.order(history, new int[] {1}, 1);
        day++;
        bar(1, 21, 22);
        account.fill(names);
        assertEquals((2 + 47 * 12 + 24 * 22) * E8, account.valueE8(history));
        session(13, 13, 22, 22);
        account.fill(names);
        assertEquals((2 + 47 * 13 + 24 * 22) * E8, account.valueE8(history));
    }

    /** 23 shares become 34 and a half of 14; what waits to be bought becomes 40 and a half. */
    @Test
    void shouldPayTheFractionOfASplitAndOrderAsManyMore() {
        account.order(history, new int[] {1}, 1);
        day++;
        bar(1, 14, 14);
        account.split(1, 3, 2, 14 * E8);
        assertEquals((23 + 7 + 47 * 12 + 34 * 14) * E8, account.valueE8(history));
        bar(0, 13, 13);
        account.fill(names);
        assertEquals((30 + 47 * 13 - 40 * 14 + 74 * 14) * E8, account.valueE8(history));
    }

    private void session(long openA, long closeA, long openB, long closeB) {
        day++;
        bar(0, openA, closeA);
        bar(1, openB, closeB);
    }

    private void bar(int name, long open, long close) {
        history.add(name, day, open * E8, Math.max(open, close) * E8, Math.min(open, close) * E8, close * E8);
        names.today(day);
        names.bar(name, day);
    }

    /** Half of 1,139 are 47 shares at 12 and 23 at 24: nothing is to be ordered. Then a share of A becomes two. */
    @Test
    void shouldOrderNothingForASplitOfANameThatIsLeftAlone() {
        session(12, 12, 24, 24);
        account.order(history, new int[] {0, 1}, 2);
        day++;
        bar(0, 6, 7);
        account.split(0, 2, 1, 6 * E8);
        bar(1, 24, 24);
        account.fill(names);
        assertEquals((23 + 94 * 7 + 23 * 24) * E8, account.valueE8(history));
    }
}
