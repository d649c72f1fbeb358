package io.ringside.engine.sim;

import io.ringside.engine.event.EngineEvent;
import io.ringside.engine.event.EventType;
import io.ringside.engine.event.Intent;
import java.util.ArrayList;
import java.util.List;

/**
 * Queue of the simulated broker's reports, until the driver publishes them.
 *
 * <p>Thread: the broker's driver.
 */
final class Reports {
    private final List<Report> reports = new ArrayList<>();
    private int read;
    private int written;

    boolean isEmpty() {
        return read == written;
    }

    /** Writes the oldest report into the draft; false if there is none. */
    boolean poll(EngineEvent draft) {
        if (read == written) {
            read = 0;
            written = 0;
            return false;
        }
        reports.get(read++).writeTo(draft);
        return true;
    }

    /** Adds a report on an order. */
    Report add(EventType type, Intent terms, long nanos, long leaves, ReportCode code) {
        Report report = next(type, nanos, code);
        report.instrumentId = terms.instrumentId;
        report.orderRef = terms.orderRef;
        report.leaves = leaves;
        return report;
    }

    /** Adds a charge that belongs to no order. */
    void charge(int instrumentId, long nanos, long moneyE8, ReportCode code) {
        Report report = next(EventType.COMMISSION, nanos, code);
        report.instrumentId = instrumentId;
        report.orderRef = 0;
        report.leaves = 0;
        report.commissionE8 = moneyE8;
    }

    private Report next(EventType type, long nanos, ReportCode code) {
        if (written == reports.size()) {
            reports.add(new Report());
        }
        Report report = reports.get(written++);
        report.type = type;
        report.eventNanos = nanos;
        report.code = code.code();
        return report;
    }
}
