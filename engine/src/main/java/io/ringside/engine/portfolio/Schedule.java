package io.ringside.engine.portfolio;

import io.ringside.engine.market.ExchangeCalendar;
import java.util.List;
import java.util.Locale;

/**
 * On which sessions a portfolio decides:
 *
 * <pre>
 *   daily              every session
 *   weekly             seven calendar days or more after the last decision
 *   monthly            thirty calendar days or more after the last decision
 *   every 21 days      so many calendar days or more after the last decision
 *   every 5 sessions   so many sessions after the last decision
 *   monday ... friday  that day of each week; if it is a holiday the next session of the week, else the last one
 *   week-end           the last session of each week
 *   month-end          the last session of each month
 *   month-start        the first session of each month
 * </pre>
 *
 * <p>A session on which a decision was due and could not be made, since the data do not reach back far enough, does not
 * count as a decision. Time is the events' time only.
 *
 * <p>Thread: signal stage.
 */
public final class Schedule {
    /** What {@link #nextDue} gives if no decision is due. */
    public static final int NEVER = -1;

    private static final List<String> WEEKDAYS = List.of("monday", "tuesday", "wednesday", "thursday", "friday");
    private static final int EVERY_MAX = 1000;

    private enum Kind {
        DAILY,
        DAYS,
        SESSIONS,
        WEEKDAY,
        WEEK_END,
        MONTH_END,
        MONTH_START
    }

    private final ExchangeCalendar calendar;
    private final Kind kind;
    private final int number;
    private int lastDay = Integer.MIN_VALUE;
    private int sessionsSince;

    private Schedule(ExchangeCalendar calendar, Kind kind, int number) {
        this.calendar = calendar;
        this.kind = kind;
        this.number = number;
    }

    /**
     * Reads a schedule.
     *
     * @throws IllegalArgumentException saying what a schedule looks like
     */
    public static Schedule parse(String text, ExchangeCalendar calendar) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "daily" -> new Schedule(calendar, Kind.DAILY, 0);
            case "weekly" -> new Schedule(calendar, Kind.DAYS, 7);
            case "monthly" -> new Schedule(calendar, Kind.DAYS, 30);
            case "week-end" -> new Schedule(calendar, Kind.WEEK_END, 0);
            case "month-end" -> new Schedule(calendar, Kind.MONTH_END, 0);
            case "month-start" -> new Schedule(calendar, Kind.MONTH_START, 0);
            default ->
                WEEKDAYS.contains(lower)
                        ? new Schedule(calendar, Kind.WEEKDAY, WEEKDAYS.indexOf(lower))
                        : every(lower, calendar);
        };
    }

    private static Schedule every(String text, ExchangeCalendar calendar) {
        String[] words = text.split(" +", -1);
        if (words.length == 3 && words[0].equals("every") && words[1].matches("\\d{1,4}")) {
            int number = Integer.parseInt(words[1]);
            boolean days = words[2].equals("days");
            if (number >= 1 && number <= EVERY_MAX && (days || words[2].equals("sessions"))) {
                return new Schedule(calendar, days ? Kind.DAYS : Kind.SESSIONS, number);
            }
        }
        throw new IllegalArgumentException("must be daily, weekly, monthly, every N days, every N sessions (N up to "
                + EVERY_MAX + "), one of " + WEEKDAYS + ", week-end, month-end or month-start");
    }

    /** Whether a decision is due on a session that has ended. Called once a session, in order. */
    boolean isDue(int sessionDay) {
        sessionsSince++;
        boolean never = lastDay == Integer.MIN_VALUE;
        return switch (kind) {
            case DAILY -> true;
            case DAYS -> never || sessionDay - lastDay >= number;
            case SESSIONS -> never || sessionsSince >= number;
            case WEEKDAY -> isWeekday(sessionDay);
            case WEEK_END -> isLastOfWeek(sessionDay);
            case MONTH_END -> Dates.month(calendar.nextTradingDay(sessionDay)) != Dates.month(sessionDay);
            case MONTH_START -> Dates.month(calendar.previousTradingDay(sessionDay)) != Dates.month(sessionDay);
        };
    }

    /**
     * The first session from a day on, the day included, on which a decision is due; {@link #NEVER} if that is
     * after the last day.
     *
     * @param lastDecision day of the decision before, or {@code Integer.MIN_VALUE}
     */
    public int nextDue(int lastDecision, int fromDay, int toDay) {
        Schedule ahead = new Schedule(calendar, kind, number);
        int day = calendar.isTradingDay(fromDay) ? fromDay : calendar.nextTradingDay(fromDay);
        if (lastDecision != Integer.MIN_VALUE) {
            ahead.decided(lastDecision);
            for (int past = calendar.nextTradingDay(lastDecision); past < day; past = calendar.nextTradingDay(past)) {
                ahead.sessionsSince++;
            }
        }
        while (day <= toDay) {
            if (ahead.isDue(day)) {
                return day;
            }
            day = calendar.nextTradingDay(day);
        }
        return NEVER;
    }

    /** Notes that the decision of a session was made. */
    void decided(int sessionDay) {
        lastDay = sessionDay;
        sessionsSince = 0;
    }

    private boolean isWeekday(int sessionDay) {
        int wanted = Dates.monday(sessionDay) + number;
        if (sessionDay < wanted) {
            return isLastOfWeek(sessionDay);
        }
        return sessionDay == wanted || calendar.previousTradingDay(sessionDay) < wanted;
    }

    private boolean isLastOfWeek(int sessionDay) {
        return calendar.nextTradingDay(sessionDay) > Dates.monday(sessionDay) + 6;
    }
}
