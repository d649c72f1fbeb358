package io.ringside.replay.vendor;

import io.ringside.engine.data.CorporateActions.Action;
import io.ringside.engine.market.BarSpec;
import io.ringside.engine.store.BarRows;
import java.util.List;
import java.util.Map;

/**
 * How a vendor of market data is asked, and what its answers mean. Prices are asked for as they were traded.
 *
 * <p>Thread: the one that asks.
 */
public interface Vendor {
    /** What it is called on the command line. */
    String name();

    /** Where it is, unless a setting says otherwise. */
    String address();

    /** Requests a minute that its smallest plan allows. */
    int requestsAMinute();

    /** Environment variables that hold its key, or its key's parts. */
    List<String> keyNames();

    /** Headers of a request. */
    Map<String, String> headers(List<String> keys);

    /** Whether it has bars of a size. */
    boolean offers(BarSpec size);

    /**
     * Asks for the bars and actions of some days, both included.
     *
     * @throws VendorFailure if they cannot be had, or are none
     */
    Answer ask(HttpSource http, String symbol, BarSpec size, int fromDay, int toDay)
            throws VendorFailure, InterruptedException;

    /**
     * What was answered.
     *
     * @param rows bars, oldest first
     * @param actions splits and dividends
     * @param leftOut rows that no session holds, a line each
     */
    record Answer(BarRows rows, List<Action> actions, List<String> leftOut) {}
}
