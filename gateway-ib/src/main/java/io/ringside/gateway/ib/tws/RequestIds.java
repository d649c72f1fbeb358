package io.ringside.gateway.ib.tws;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ids of requests. The broker reports errors of orders and of requests under one number, so the two have separate ranges:
 * orders below {@value #FIRST}, requests from there on. They are valid for one connection.
 *
 * <p>Thread: any.
 */
public final class RequestIds {
    /** The first id of a request; orders stay below. */
    public static final int FIRST = 1 << 30;

    private final AtomicInteger next = new AtomicInteger(FIRST);

    /** An id that no request of this connection had. */
    public int next() {
        int id = next.getAndIncrement();
        if (id < FIRST) {
            throw new IllegalStateException("request ids are used up");
        }
        return id;
    }

    /** Whether an id names an order. */
    public static boolean isOrderId(int id) {
        return id > 0 && id < FIRST;
    }

    /** Whether an id names a request. */
    public static boolean isRequestId(int id) {
        return id >= FIRST;
    }
}
