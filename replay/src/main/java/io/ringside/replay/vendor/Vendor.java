package io.ringside.replay.vendor;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.store.BarRows;
import java.util.List;
import java.util.Map;

/**
 * Requests and answers of a vendor of market data. Prices are requested unadjusted.
 *
 * <p>Thread: the one that asks.
 */
public interface Vendor {
    /** Its name on the command line. */
    String name();

    /** Its default address. */
    String address();

    /** Requests a minute in its smallest plan. */
    int requestsAMinute();

    /** Environment variables that hold its key, or its key's parts. */
    List<String> keyNames();

    /** Headers of a request. */
    Map<String, String> headers(List<String> keys);

    /** Whether it has bars of a size. */
    boolean offers(BarSpec size);

    /**
     * Requests the bars and actions of a span of days, both ends included.
     *
     * @throws VendorFailure if the request fails, or the answer is invalid
     */
    Answer ask(HttpSource http, String symbol, BarSpec size, int fromDay, int toDay)
            throws VendorFailure, InterruptedException;

    /**
     * An answer.
     *
     * @param rows bars, oldest first
     * @param actions splits and dividends
     * @param leftOut rows outside of any session, a line each
     */
    record Answer(BarRows rows, List<Action> actions, List<String> leftOut) {}
}
