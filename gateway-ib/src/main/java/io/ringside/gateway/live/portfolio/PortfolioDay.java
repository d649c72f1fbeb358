package io.ringside.gateway.live.portfolio;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.data.MarketFeed;
import io.ringside.engine.event.BookId;
import io.ringside.engine.event.Bounds;
import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Operator;
import io.ringside.engine.event.OrderType;
import io.ringside.engine.event.Purpose;
import io.ringside.engine.market.ExchangeCalendar;
import io.ringside.engine.portfolio.DecisionCall;
import io.ringside.engine.portfolio.PortfolioBinding;
import io.ringside.engine.portfolio.Schedule;
import io.ringside.engine.settings.UserError;
import io.ringside.gateway.LiveSettings;
import io.ringside.gateway.StoreSettings;
import io.ringside.gateway.live.market.InstrumentFeed;
import io.ringside.gateway.live.operator.Alarms;
import io.ringside.gateway.live.order.LiveOrder;
import io.ringside.gateway.live.order.OrderTable;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The portfolios' part of a trading day: publishes the history they decide on, publishes the end of each session once the
 * store has the session's bars, and continues their plans when the broker has accepted the orders sent before.
 *
 * <p>A session that ended before the journal began without a decision is decided on as soon as its bars are there and until
 * the orders' cut-off. After that an alarm is raised, and the decision is left to {@code ringside rebalance --live --force}.
 *
 * <p>Thread: session.
 */
public final class PortfolioDay {
    private static final Logger LOG = LoggerFactory.getLogger(PortfolioDay.class);
    private static final long MINUTE_NANOS = ExchangeCalendar.MINUTE_NANOS;
    /** How often the store is read. */
    private static final long LOOK_NANOS = 10 * ExchangeCalendar.SECOND_NANOS;
    /** How long after the close reports of the closing auction are awaited. */
    private static final long AUCTION_NANOS = 5 * MINUTE_NANOS;
    /** Sessions read in addition to those that a strategy needs. */
    private static final int SESSIONS_SPARE = 5;

    /** Publishes into the ring. */
    public interface Ring {
        /** Publishes the event that the consumer fills and waits until all stages have processed it; returns its sequence. */
        long publish(Consumer<EngineEvent> event);

        /** Publishes a copy of an event. */
        void publish(EngineEvent event);
    }

    private final LiveSettings settings;
    private final List<PortfolioBinding> portfolios;
    private final SessionStore store;
    private final ExchangeCalendar calendar;
    private final int day;
    private final Alarms alarms;
    private final NanoClock monotonic;
    private final OrderTable table;
    private final IntSupplier planLeft;
    private final EngineEvent scratch = new EngineEvent(new Bounds(1, 1, 1, 1));

    /** The first session whose end is not yet published. */
    private int nextDay = Integer.MIN_VALUE;

    /** Carried state of the day before, if this process has published it; null otherwise. */
    private Past past;

    private boolean looked;
    private long lookedNanos;
    private int raisedMissing = Integer.MIN_VALUE;
    private int raisedLate = Integer.MIN_VALUE;
    private long continuedNanos;

    /**
     * Carried state of the day before.
     *
     * @param historyFromDay first session of its history
     * @param lastClosedDay last session whose end was published
     * @param decisions sessions with a decision, in order, by the portfolio's name
     */
    public record Past(int historyFromDay, int lastClosedDay, Map<String, List<Integer>> decisions) {
        /** How often a portfolio decided on a session. */
        private int count(PortfolioBinding portfolio, int session) {
            return Collections.frequency(decisions.getOrDefault(portfolio.name(), List.of()), session);
        }
    }

    /**
     * @param day session of the journal, days since 1970
     * @param planLeft how much of a decision is still to be written on CONTINUE events
     */
    public PortfolioDay(
            LiveSettings settings,
            List<PortfolioBinding> portfolios,
            SessionStore store,
            ExchangeCalendar calendar,
            int day,
            Alarms alarms,
            NanoClock monotonic,
            OrderTable table,
            IntSupplier planLeft) {
        this.settings = settings;
        this.portfolios = portfolios;
        this.store = store;
        this.calendar = calendar;
        this.day = day;
        this.alarms = alarms;
        this.monotonic = monotonic;
        this.table = table;
        this.planLeft = planLeft;
    }

    // ---- Beginning ------------------------------------------------------------------------------------------------

    /** Applies an event of the journal that is continued. */
    public void replayed(EngineEvent event) {
        if (event.type == EventType.SESSION_CLOSE) {
            nextDay = calendar.nextTradingDay(event.sessionDay);
        }
    }

    /**
     * Publishes all sessions before the day's and the decisions on them.
     *
     * @param past carried state of the day before; null if there was none
     * @param skip number of events that an interrupted start has published already
     * @return number of events in all
     */
    public int publishHistory(Past past, int skip, Ring ring) {
        this.past = past;
        int before = calendar.previousTradingDay(day);
        int from = past != null ? past.historyFromDay : firstDay();
        boolean open = past != null && past.lastClosedDay < before;
        int to = open ? calendar.previousTradingDay(before) : before;
        int published = 0;
        int session = Integer.MIN_VALUE;
        try (MarketFeed feed = store.feed(from, to, true).withActions(store.actions(from, to))) {
            while (feed.next(scratch)) {
                if (scratch.type == EventType.OPEN_PRINT || scratch.type == EventType.SESSION_OPEN) {
                    continue;
                }
                published++;
                if (published > skip) {
                    ring.publish(scratch);
                }
                if (scratch.type == EventType.SESSION_CLOSE) {
                    session = calendar.sessionDay(scratch.eventNanos);
                    published = publishDecisions(session, published, skip, ring);
                }
            }
        }
        // Those of a session that is not over for the portfolio: its bars follow, when they are there.
        for (Action action : actionsSince(to)) {
            published++;
            if (published > skip) {
                action.publish(scratch, calendar.openNanos(before), EngineEvent.FLAG_WARM_UP);
                ring.publish(scratch);
            }
        }
        if (session == Integer.MIN_VALUE) {
            throw new UserError("the store has no bars of the portfolio's names from " + LocalDate.ofEpochDay(from)
                    + " to " + LocalDate.ofEpochDay(to) + "; import them, see ringside data --help");
        }
        nextDay = open ? before : day;
        LOG.info(
                "portfolios {}: history from {} to {}, {} events, {} decisions before",
                portfolios.stream().map(PortfolioBinding::name).toList(),
                LocalDate.ofEpochDay(from),
                LocalDate.ofEpochDay(session),
                published,
                past == null
                        ? 0
                        : past.decisions.values().stream().mapToInt(List::size).sum());
        return published;
    }

    private int publishDecisions(int session, int publishedBefore, int skip, Ring ring) {
        int published = publishedBefore;
        for (PortfolioBinding portfolio : portfolios) {
            for (int i = past == null ? 0 : past.count(portfolio, session); i > 0; i--) {
                published++;
                if (published > skip) {
                    publishDecision(portfolio, session, ring);
                }
            }
        }
        return published;
    }

    /** Lets the portfolio repeat a decision of an earlier day, without orders. */
    private void publishDecision(PortfolioBinding portfolio, int session, Ring ring) {
        scratch.control(
                EventType.COMMAND,
                calendar.closeNanos(session),
                Operator.REBALANCE.code(),
                DecisionCall.of(session, true, scope(portfolio)));
        scratch.flags = EngineEvent.FLAG_WARM_UP;
        ring.publish(scratch);
    }

    /** Scope of a command; a single portfolio is not named. */
    private int scope(PortfolioBinding portfolio) {
        return portfolios.size() == 1 ? BookId.ALL : portfolio.portfolioId();
    }

    private int firstDay() {
        StoreSettings from = settings.store();
        if (from.historyFromDay() != StoreSettings.AS_NEEDED) {
            return from.historyFromDay();
        }
        int first = day;
        int kept = portfolios.stream()
                .mapToInt(one -> one.strategy().barsKept())
                .max()
                .orElseThrow();
        for (int i = 0; i < kept + SESSIONS_SPARE && calendar.covers(first - 10); i++) {
            first = calendar.previousTradingDay(first);
        }
        return first;
    }

    /** Splits, dividends and delistings that happen before the day's open: its own, and those of days without a session. */
    public List<Action> actionsToday() {
        return store.actions(calendar.previousTradingDay(day) + 1, day);
    }

    /** The same of the sessions after a day on which the daemon traded, and before the day. */
    public List<Action> actionsSince(int tradedDay) {
        int before = calendar.previousTradingDay(day);
        return tradedDay < before ? store.actions(tradedDay + 1, before) : List.of();
    }

    // ---- Trading --------------------------------------------------------------------------------------------------

    /**
     * Does what is due; returns whether the end of the day's own session was published.
     *
     * @param ready whether orders can be sent
     */
    public boolean work(long now, boolean ready, Ring ring) {
        if (planLeft.getAsInt() > 0) {
            goOn(now, ready, ring);
            return false;
        }
        if (nextDay > day || now < calendar.closeNanos(nextDay)) {
            return false;
        }
        int session = nextDay;
        if (session == day && awaitsAuction(now)) {
            return false;
        }
        boolean tooLate = session < day && now >= cutoffNanos();
        // No decision while its orders cannot be sent.
        if ((!ready && !tooLate) || !isLookDue() || !isThere(session, now, tooLate)) {
            return false;
        }
        publish(session, ring);
        if (session == day) {
            return true;
        }
        for (PortfolioBinding portfolio : portfolios) {
            if (past != null && past.count(portfolio, session) > 0) {
                // Another portfolio's decision was interrupted; this one's orders are being sent.
                publishDecision(portfolio, session, ring);
            } else if (!tooLate) {
                call(session, scope(portfolio), now, ring);
            }
        }
        return false;
    }

    /**
     * Whether an order for the session's closing auction has not ended, which the auction's reports tell some seconds after
     * the close: a decision on shares that are not known would be left out for them.
     */
    private boolean awaitsAuction(long now) {
        return now - calendar.closeNanos(day) < AUCTION_NANOS
                && table.hasOrder(order -> order.terms.type == OrderType.MARKET_ON_CLOSE
                        && order.state != LiveOrder.State.DONE
                        && order.leaves() > 0);
    }

    private boolean isLookDue() {
        long nanos = monotonic.nanoTime();
        if (looked && nanos - lookedNanos < LOOK_NANOS) {
            return false;
        }
        looked = true;
        lookedNanos = nanos;
        return true;
    }

    /** Latest time to send an order for the day's opening auction. */
    private long cutoffNanos() {
        return calendar.toNanos(day, settings.openCutoff().toNanoOfDay());
    }

    private boolean isThere(int session, long now, boolean tooLate) {
        SessionStore.Look look;
        try {
            look = store.look(session);
        } catch (UserError e) {
            raiseMissing(session, e.getMessage());
            return false;
        }
        long waited = now - calendar.closeNanos(session);
        boolean patienceOver = waited >= settings.store().waitMinutes() * MINUTE_NANOS;
        boolean enough = look.share() >= settings.store().least();
        if (look.missing().isEmpty() && look.expected() > 0) {
            return true;
        }
        if (enough && patienceOver) {
            LOG.warn("no bars of {} of {}; it is gone on without them", LocalDate.ofEpochDay(session), look.shown());
            return true;
        }
        if (tooLate) {
            raiseTooLate(session);
            // The next session's end must be published in its turn.
            return enough || now >= calendar.closeNanos(day);
        }
        if (patienceOver) {
            raiseMissing(session, "the store has no bars of " + LocalDate.ofEpochDay(session) + " of " + look.shown());
        }
        return false;
    }

    private void raiseMissing(int session, String why) {
        if (raisedMissing != session) {
            raisedMissing = session;
            alarms.raise(why + ": the portfolio decides nothing; run ringside data update, it is asked again until "
                    + settings.openCutoff());
        }
    }

    private void raiseTooLate(int session) {
        if (raisedLate != session) {
            raisedLate = session;
            alarms.raise("the portfolio has decided nothing at the close of " + LocalDate.ofEpochDay(session)
                    + ", since its bars did not come in time; ringside rebalance --live decides now");
        }
    }

    /**
     * Publishes a session's bars and its end, on which the portfolio decides if it is due. Those of an earlier session are
     * told as they are after the splits since, which are in what is held and in all prices before.
     */
    private void publish(int session, Ring ring) {
        int bars = 0;
        List<Action> since = session < day ? actionsToday() : List.of();
        try (MarketFeed feed = store.feed(session, session, session != day)) {
            while (feed.next(scratch)) {
                if (scratch.type == EventType.BAR) {
                    bars++;
                    restate(scratch, since);
                    ring.publish(scratch);
                }
            }
        }
        scratch.session(
                EventType.SESSION_CLOSE, calendar.closeNanos(session), session == day ? 0 : EngineEvent.FLAG_WARM_UP);
        ring.publish(event -> event.copyIngressFrom(scratch));
        nextDay = calendar.nextTradingDay(session);
        LOG.info("portfolio: {} is over, {} bars", LocalDate.ofEpochDay(session), bars);
    }

    private static void restate(EngineEvent bar, List<Action> actions) {
        for (Action action : actions) {
            if (action.instrumentId() == bar.instrumentId) {
                int flags = bar.flags;
                InstrumentFeed.PastBar.of(bar).after(action).into(bar, bar.instrumentId, flags);
            }
        }
    }

    private void call(int session, int scope, long now, Ring ring) {
        ring.publish(event -> event.control(
                        EventType.COMMAND, now, Operator.REBALANCE.code(), DecisionCall.of(session, false, scope))
                .text("decided late"));
    }

    /** Publishes the plan's next CONTINUE event, once the broker has accepted the orders of the one before. */
    private void goOn(long now, boolean ready, Ring ring) {
        long nanos = monotonic.nanoTime();
        boolean patienceOver = nanos - continuedNanos > settings.requestTimeoutMs() * 1_000_000L;
        if (ready && (patienceOver || !isUnderWay())) {
            continuedNanos = nanos;
            ring.publish(event -> event.continued(now, 0));
        }
    }

    private boolean isUnderWay() {
        return table.hasOrder(order -> order.terms.purpose == Purpose.REBALANCE
                && (order.state == LiveOrder.State.HELD || order.state == LiveOrder.State.SENT));
    }

    // ---- Operators ------------------------------------------------------------------------------------------------

    /**
     * Why a portfolio does not decide now; null if it does.
     *
     * @param portfolioId the portfolio, or {@link BookId#ALL} if there is only one
     * @param note begins with {@code --force} if the schedule is to be ignored
     * @param lastDecision session of its last decision
     */
    public String refusal(int portfolioId, String note, long now, boolean ready, boolean latched, int lastDecision) {
        if (!ready) {
            return "the broker cannot be given orders now; ringside status says why";
        }
        if (latched) {
            return "trading is latched; ringside unlatch first";
        }
        if (planLeft.getAsInt() > 0) {
            return "the last decision's orders are still leaving; try again in some seconds";
        }
        boolean regular = calendar.isRegular(now);
        if (!regular && now >= cutoffNanos() && now < calendar.openNanos(day)) {
            return "too late for the opening auction; from the open on it is executed at once";
        }
        int session = lastSession();
        int over = now >= calendar.closeNanos(day) ? day : calendar.previousTradingDay(day);
        boolean forced = isForced(note);
        if (session < over && !forced) {
            return "the bars of " + LocalDate.ofEpochDay(over)
                    + " are not there; run ringside data update, or --force to decide on those of "
                    + LocalDate.ofEpochDay(session);
        }
        if (forced) {
            return null;
        }
        if (lastDecision >= session) {
            return "was decided at the close of " + LocalDate.ofEpochDay(lastDecision) + "; --force decides again";
        }
        Schedule schedule = portfolios.get(Math.max(0, portfolioId)).schedule();
        int due = schedule.nextDue(lastDecision, session, Math.min(session + 400, lastKnownDay()));
        return due == session
                ? null
                : "no decision is due at the close of " + LocalDate.ofEpochDay(session)
                        + (due < 0 ? "" : ", the next one at that of " + LocalDate.ofEpochDay(due))
                        + "; --force decides all the same";
    }

    private static int lastKnownDay() {
        return (int) LocalDate.of(ExchangeCalendar.LAST_YEAR, 12, 1).toEpochDay();
    }

    /** Argument of the command's event. */
    public long argument(int portfolioId, String note) {
        int scope = portfolios.size() == 1 ? BookId.ALL : portfolioId;
        return DecisionCall.of(lastSession(), isForced(note), scope);
    }

    /** The last session whose end was published. */
    private int lastSession() {
        return calendar.previousTradingDay(nextDay);
    }

    private static boolean isForced(String note) {
        return note.strip().startsWith("--force");
    }
}
