package io.ringside.replay.portfolio;

import io.ringside.engine.event.FixedPoint;
import io.ringside.engine.market.Instrument;
import io.ringside.engine.portfolio.PortfolioSettings;
import io.ringside.engine.portfolio.Universe;
import io.ringside.replay.report.Page;
import io.ringside.replay.report.SessionEquity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The portfolio's part of a tear sheet: holdings over time, exposure, turnover, contribution of each name and sector, and
 * all decisions, each with the decision on every name and its reason.
 *
 * <p>Thread: the command's.
 */
final class PortfolioSheet {
    /** Columns of {@code rebalances.csv}. */
    static final List<String> COLUMNS = List.of(
            "date",
            "equity",
            "cash",
            "ranked",
            "sales",
            "sold",
            "buys",
            "bought",
            "refused",
            "turnover_percent",
            "commission");

    private static final int NAMES_DRAWN = 8;
    private static final int NAMES_LISTED = 25;
    /** Rows of decisions that a page can hold; the newest ones are shown. */
    private static final int ROWS_MAX = 6_000;

    private static final double PERCENT = 100;
    private static final double SESSIONS_A_YEAR = 252;

    private final PortfolioState state;
    /** Prefix of its headings: the portfolio's name, if there are several. */
    private final String whose;

    private final List<SessionEquity> days;
    private final List<Instrument> instruments;
    private final Map<String, String> sectors = new TreeMap<>();

    PortfolioSheet(PortfolioState state, List<SessionEquity> days) {
        boolean several = PortfolioOrders.saysWhose(state.engine());
        whose = several ? state.portfolio().name() + ": " : "";
        this.state = state;
        this.days = days;
        instruments = state.engine().settings().instruments();
        PortfolioSettings settings =
                state.engine().settings().portfolios().get(state.portfolio().portfolioId());
        for (List<Universe.Member> members : List.of(settings.funds(), settings.universe())) {
            for (Universe.Member member : members) {
                sectors.put(member.symbol(), member.sector());
                instruments.stream()
                        .filter(one -> one.isCalled(member.symbol()))
                        .forEach(one -> sectors.put(one.symbol(), member.sector()));
            }
        }
    }

    private String symbol(int id) {
        return instruments.get(id).symbol();
    }

    private static String day(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    /** An amount at 1e-8, for people. */
    static String money(long amountE8) {
        return String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(amountE8, 8));
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }

    /** All sections of all portfolios. */
    static Page page(List<PortfolioState> states, List<SessionEquity> days) {
        Page page = new Page();
        states.forEach(one -> new PortfolioSheet(one, days).write(page));
        return page;
    }

    private void write(Page page) {
        if (!state.rebalances().isEmpty()) {
            holdings(page);
            turnover(page);
        }
        contributions(page);
        decisions(page);
    }

    // ---- Over time ------------------------------------------------------------------------------------------------

    /** Weights at each decision, before its orders. */
    private void holdings(Page page) {
        List<Rebalance> decisions = state.rebalances();
        Map<Integer, double[]> weights = new TreeMap<>();
        double[] names = new double[decisions.size()];
        for (int i = 0; i < decisions.size(); i++) {
            Rebalance decision = decisions.get(i);
            for (NameDecision one : decision.names) {
                if (one.held != 0 && decision.equityE8 > 0) {
                    long valueE8 = FixedPoint.times(one.priceE8, one.held);
                    weights.computeIfAbsent(one.instrumentId, id -> new double[decisions.size()])[i] =
                            PERCENT * valueE8 / decision.equityE8;
                    names[i]++;
                }
            }
        }
        Map<Integer, Double> sums = new TreeMap<>();
        weights.forEach((id, of) -> sums.put(id, Arrays.stream(of).sum()));
        List<Integer> largest = new ArrayList<>(sums.keySet());
        largest.sort(Comparator.comparingDouble(id -> -sums.get(id)));
        List<Integer> decided = decisions.stream().map(one -> one.day).toList();
        List<Page.Line> lines = new ArrayList<>();
        largest.stream().limit(NAMES_DRAWN).forEach(id -> lines.add(new Page.Line(symbol(id), boxed(weights.get(id)))));
        page.heading(whose + "Holdings over time");
        page.text("Percent of the portfolio at each decision, before its orders: the " + lines.size()
                + " names that were held most, of " + weights.size() + " that were held at all.");
        page.lines(decided, lines);
        page.text("Names held at each decision, and percent of the equity in positions at each close.");
        page.lines(decided, List.of(new Page.Line("Names", boxed(names))));
        if (!days.isEmpty() && whose.isEmpty()) {
            double[] invested =
                    days.stream().mapToDouble(one -> PERCENT * one.leverage()).toArray();
            page.lines(
                    days.stream().map(SessionEquity::epochDay).toList(),
                    List.of(new Page.Line("Invested", boxed(invested))));
        }
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private void turnover(Page page) {
        List<Rebalance> decisions = state.rebalances();
        Map<String, Object> values = values(state, days);
        page.heading(whose + "Turnover");
        page.text(String.format(
                Locale.ROOT,
                "Half of what was bought and sold, as a part of the portfolio: %.1f %% a decision, %.0f %% a year.",
                (Double) values.get("turnover_percent_a_decision"),
                (Double) values.get("turnover_percent_a_year")));
        page.lines(
                decisions.stream().map(one -> one.day).toList(),
                List.of(new Page.Line(
                        "Turnover",
                        decisions.stream().map(one -> PERCENT * one.turnover()).toList())));
    }

    /** For {@code summary.json}: of the only portfolio, or of each by its name. */
    static Map<String, Object> values(List<PortfolioState> states, List<SessionEquity> days) {
        if (states.size() == 1) {
            return values(states.get(0), days);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (PortfolioState one : states) {
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("equity_start", BigDecimal.valueOf(one.startE8(), 8));
            of.put("equity_end", BigDecimal.valueOf(one.ledger().equityE8(), 8));
            of.putAll(values(one, days));
            values.put(one.portfolio().name(), of);
        }
        return values;
    }

    private static Map<String, Object> values(PortfolioState state, List<SessionEquity> days) {
        List<Rebalance> decisions = state.rebalances();
        double turnover = decisions.stream().mapToDouble(Rebalance::turnover).sum();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("decisions", decisions.size());
        values.put(
                "orders",
                decisions.stream()
                        .mapToInt(one -> one.orders(true) + one.orders(false))
                        .sum());
        values.put("turnover_percent_a_decision", decisions.isEmpty() ? 0.0 : PERCENT * turnover / decisions.size());
        values.put(
                "turnover_percent_a_year", days.isEmpty() ? 0.0 : PERCENT * turnover * SESSIONS_A_YEAR / days.size());
        return values;
    }

    // ---- By name and sector ---------------------------------------------------------------------------------------

    private void contributions(Page page) {
        long startE8 = state.startE8();
        List<Instrument> traded = new ArrayList<>(instruments.stream()
                .filter(one -> state.tradedE8(one.id()) != 0)
                .toList());
        if (traded.isEmpty()) {
            return;
        }
        traded.sort(Comparator.comparingLong((Instrument one) -> -Math.abs(state.contributionE8(one.id())))
                .thenComparing(Instrument::symbol));
        List<Instrument> shown = traded.stream().limit(NAMES_LISTED).toList();
        page.heading(whose + "Contribution by name");
        page.text(
                "What a name brought: sales, dividends and what is held at the end, less purchases and commissions, in percent"
                        + " of the starting equity."
                        + (traded.size() > shown.size()
                                ? " The " + shown.size() + " of " + traded.size() + " that brought or cost most."
                                : ""));
        page.bars(
                shown.stream().map(Instrument::symbol).toList(),
                shown.stream()
                        .mapToDouble(one -> PERCENT * state.contributionE8(one.id()) / startE8)
                        .toArray(),
                shown.stream().map(one -> money(state.contributionE8(one.id()))).toList());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Name", "Sector", "Brought", "Of the start", "Bought and sold"));
        for (Instrument one : shown) {
            rows.add(List.of(
                    one.symbol(),
                    sectors.getOrDefault(one.symbol(), ""),
                    money(state.contributionE8(one.id())),
                    percent(PERCENT * state.contributionE8(one.id()) / startE8),
                    money(state.tradedE8(one.id()))));
        }
        page.table(rows, -1);
        bySector(page, traded, startE8);
    }

    private void bySector(Page page, List<Instrument> traded, long startE8) {
        Map<String, Long> sums = new TreeMap<>();
        for (Instrument one : traded) {
            String sector = sectors.getOrDefault(one.symbol(), "");
            sums.merge(sector.isEmpty() ? "unknown" : sector, state.contributionE8(one.id()), Math::addExact);
        }
        if (sums.size() < 2) {
            return;
        }
        page.heading(whose + "Contribution by sector");
        page.bars(
                List.copyOf(sums.keySet()),
                sums.values().stream()
                        .mapToDouble(amountE8 -> PERCENT * amountE8 / startE8)
                        .toArray(),
                sums.values().stream().map(PortfolioSheet::money).toList());
    }

    // ---- Decisions ------------------------------------------------------------------------------------------------

    /** Rows of {@code rebalances.csv}. */
    static List<List<String>> rows(PortfolioState state) {
        boolean several = PortfolioOrders.saysWhose(state.engine());
        List<List<String>> rows = new ArrayList<>();
        for (Rebalance one : state.rebalances()) {
            List<String> row = new ArrayList<>(List.of(
                    day(one.day),
                    FixedPoint.format(one.equityE8),
                    FixedPoint.format(one.cashE8),
                    Integer.toString(one.ranked),
                    Integer.toString(one.orders(false)),
                    FixedPoint.format(one.tradedE8(false)),
                    Integer.toString(one.orders(true)),
                    FixedPoint.format(one.tradedE8(true)),
                    Integer.toString(one.refused()),
                    String.format(Locale.ROOT, "%.4f", PERCENT * one.turnover()),
                    FixedPoint.format(one.names.stream()
                            .mapToLong(name -> name.commissionE8)
                            .sum())));
            if (several) {
                row.add(state.portfolio().name());
            }
            rows.add(row);
        }
        return rows;
    }

    private void decisions(Page page) {
        List<Page.Detail> details = new ArrayList<>();
        int rows = 0;
        List<Rebalance> all = state.rebalances();
        for (int i = all.size() - 1; i >= 0 && rows < ROWS_MAX; i--) {
            Page.Detail detail = detail(all.get(i));
            rows += detail.rows().size() + 1;
            details.add(detail);
        }
        page.heading(whose + "Decisions");
        if (all.isEmpty()) {
            page.text("Nothing was decided.");
            return;
        }
        page.text(all.size() + " decisions, the newest first"
                + (details.size() < all.size() ? "; the last " + details.size() + " of them" : "")
                + ". Each opens to what was held, ordered or refused, and why; ringside explain JOURNAL --at DAY --instrument"
                + " NAME tells of any name.");
        page.details(
                List.of("Name", "Rank", "Score", "Held", "Ordered", "Executed", "Price", "Cost", "What", "Why"),
                details);
    }

    private Page.Detail detail(Rebalance one) {
        List<List<String>> rows = new ArrayList<>();
        for (NameDecision name : one.names) {
            if (name.isRelevant()) {
                rows.add(List.of(
                        instruments.get(name.instrumentId).symbolOn(one.day),
                        name.rank == 0 ? "" : Integer.toString(name.rank),
                        String.format(Locale.ROOT, "%.4f", name.score),
                        Long.toString(name.held),
                        Long.toString(name.order),
                        Long.toString(name.filled),
                        FixedPoint.format(name.priceE8),
                        money(name.commissionE8),
                        name.words(this::symbol),
                        name.reason));
            }
        }
        String summary = day(one.day) + ": " + one.orders(false) + " sales, " + one.orders(true) + " buys"
                + (one.refused() == 0 ? "" : ", " + one.refused() + " refused") + ", turnover "
                + percent(PERCENT * one.turnover()) + " of " + money(one.equityE8);
        return new Page.Detail(summary, rows);
    }
}
