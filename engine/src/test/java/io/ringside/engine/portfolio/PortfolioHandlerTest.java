package io.ringside.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.Standing;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.settings.SettingsNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a portfolio decides, and how much of its ranking an event has. */
class PortfolioHandlerTest {
    private static final ExchangeCalendar CALENDAR = ExchangeCalendar.usEquity();
    /** A Monday. */
    private static final int MONDAY = (int) LocalDate.of(2025, 5, 19).toEpochDay();

    private static final SettingsNode NODE = SettingsNode.root(ConfigFactory.empty());

    /** Ranks its three names on every decision, and says which sessions it was asked for. */
    private static final class Ranks implements PortfolioStrategy {
        private final List<String> asked = new ArrayList<>();
        private boolean ready = true;

        @Override
        public List<String> reasons() {
            return List.of("ranked");
        }

        @Override
        public int barsKept() {
            return 2;
        }

        @Override
        public String schedule() {
            return "weekly";
        }

        @Override
        public void onSplit(Names names, int name, long numerator, long denominator) {
            asked.add("split " + name + " " + numerator + "/" + denominator + " of "
                    + FixedPoint.format(names.history().closeE8(name, 0)));
        }

        @Override
        public void onSession(Names names) {
            asked.add("session " + (names.today() - MONDAY));
        }

        @Override
        public void decideAtOpen(Names names, Ranking out) {
            out.add(2, Standing.LEAVE, 0);
        }

        @Override
        public void decideOnBar(Names names, EngineEvent bar, Ranking out) {
            if (bar.closeE8 == FixedPoint.parse("13")) {
                out.add(bar.instrumentId, Standing.LEAVE, 0);
            }
        }

        @Override
        public boolean decide(Names names, Ranking out) {
            asked.add("decide " + (names.today() - MONDAY));
            for (int name = 0; ready && name < 3; name++) {
                out.add(name, Standing.ENTER, 0);
            }
            return ready;
        }
    }

    private final Ranks ranks = new Ranks();
    private final EngineEvent event = new EngineEvent(new Bounds(1, 1, 1, 1, 2));
    private final PortfolioHandler handler = new PortfolioHandler(
            new PortfolioBinding(
                    1,
                    "test",
                    ranks,
                    new Universe(
                            List.of(
                                    Instrument.usEquity(0, "AAA"),
                                    Instrument.usEquity(1, "BBB"),
                                    Instrument.usEquity(2, "CCC")),
                            List.of(),
                            List.of(),
                            NODE),
                    Schedule.parse("weekly", CALENDAR),
                    RebalanceSettings.of(NODE, "0"),
                    PortfolioSettings.WHOLE,
                    new BitSet()),
            CALENDAR);

    @Test
    void shouldTellARankingInPartsWhenItHasMoreNamesThanAnEvent() {
        assertEquals(Integer.MIN_VALUE, handler.lastDecision());
        assertEquals("AAA BBB +1", close(0, 0));
        assertTrue(handler.isRankingOpen());
        assertEquals(1, handler.decisions());
        assertEquals(MONDAY, handler.lastDecision());
        event.continued(CALENDAR.closeNanos(MONDAY), 0);
        assertEquals("CCC +0", on(MONDAY));
        assertFalse(handler.isRankingOpen());
        assertEquals("+0", on(MONDAY));
        assertEquals("+0", close(1, 0), "it decides once a week");
        assertEquals(List.of("session 0", "decide 0", "session 1"), ranks.asked);
    }

    @Test
    void shouldDecideAtOnceWhenItIsForcedOrADueOneWasMissed() {
        close(0, 0);
        assertEquals("+0", call(0, false, BookId.ALL), "it was made");
        assertEquals("AAA BBB +1", call(0, true, BookId.ALL));
        assertEquals("AAA BBB +1", call(0, true, 1));
        assertEquals("+0", call(0, true, 0), "it is another portfolio that is meant");
        assertEquals(3, handler.decisions());
        // A later Monday's is due and not made while it is not ready.
        ranks.ready = false;
        assertEquals("+0", close(14, 0));
        ranks.ready = true;
        assertEquals("+0", call(11, false, BookId.ALL), "of another session");
        assertEquals("AAA BBB +1", call(14, false, BookId.ALL));
        assertEquals("+0", call(14, false, BookId.ALL));
        assertEquals(MONDAY + 14, handler.lastDecision());
        event.control(
                EventType.COMMAND, CALENDAR.closeNanos(MONDAY), Operator.HALT.code(), DecisionCall.of(0, true, 1));
        assertEquals("+0", on(MONDAY));
    }

    /** What was decided on an earlier day is decided again, so that it is remembered, and nobody hears of it. */
    @Test
    void shouldTellNothingWhileItWarmsUp() {
        assertEquals("+0", close(0, EngineEvent.FLAG_WARM_UP));
        assertEquals(List.of("session 0"), ranks.asked);
        event.control(
                EventType.COMMAND,
                CALENDAR.closeNanos(MONDAY),
                Operator.REBALANCE.code(),
                DecisionCall.of(MONDAY, false, 1));
        event.flags = EngineEvent.FLAG_WARM_UP;
        assertEquals("+0", on(MONDAY));
        assertFalse(handler.isRankingOpen());
        assertEquals(List.of("session 0", "decide 0"), ranks.asked);
        assertEquals(1, handler.decisions());
        assertEquals("+0", close(1, 0), "the week's decision was made");
    }

    @Test
    void shouldAskForNamesThatAreWatchedAtTheOpenAndOnBars() {
        event.session(EventType.SESSION_OPEN, CALENDAR.openNanos(MONDAY), 0);
        assertEquals("CCC +0", on(MONDAY));
        event.session(EventType.SESSION_OPEN, CALENDAR.openNanos(MONDAY), EngineEvent.FLAG_WARM_UP);
        assertEquals("+0", on(MONDAY));
        assertEquals("BBB +0", bar(13, 0));
        assertEquals("+0", bar(13, EngineEvent.FLAG_WARM_UP));
        assertEquals("+0", bar(12, 0));
        event.split(1, CALENDAR.openNanos(MONDAY), 3, 1, 0);
        assertEquals("+0", on(MONDAY));
        assertEquals(List.of("split 1 3/1 of 4.00"), ranks.asked);
        event.payment(1, CALENDAR.openNanos(MONDAY), io.ringside.engine.event.CorporateAction.DIVIDEND, 5, 0);
        assertEquals("+0", on(MONDAY));
        assertEquals(1, ranks.asked.size());
    }

    private String bar(long close, int flags) {
        long e8 = close * FixedPoint.ONE_E8;
        event.bar(1, CALENDAR.openNanos(MONDAY), CALENDAR.closeNanos(MONDAY), e8, e8, e8, e8, 1, flags);
        return on(MONDAY);
    }

    private String close(int days, int flags) {
        int day = MONDAY + days;
        event.session(EventType.SESSION_CLOSE, CALENDAR.closeNanos(day), flags);
        return on(day);
    }

    private String call(int days, boolean forced, int portfolioId) {
        event.control(
                EventType.COMMAND,
                CALENDAR.closeNanos(MONDAY + days),
                Operator.REBALANCE.code(),
                DecisionCall.of(MONDAY + days, forced, portfolioId));
        return on(MONDAY + days);
    }

    /** Names on the event, and how many are left. */
    private String on(int day) {
        event.sessionDay = day;
        event.clearDecisions();
        handler.onEvent(event);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < event.standingCount; i++) {
            assertEquals(1, event.standings[i].portfolioId);
            text.append("ABC"
                            .substring(event.standings[i].instrumentId, event.standings[i].instrumentId + 1)
                            .repeat(3))
                    .append(' ');
        }
        return text + "+" + event.standingsLeft;
    }
}
