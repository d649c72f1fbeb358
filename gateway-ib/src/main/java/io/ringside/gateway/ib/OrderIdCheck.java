package io.ringside.gateway.ib;

import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.live.inbound.Judgement;

/**
 * Whether an order id from the broker may raise our next id. Ids never go down, so one absurd id would use them all up, and
 * no further exit could be sent.
 *
 * <p>Thread: any; it has no state.
 */
public final class OrderIdCheck {
    /** Largest plausible number of ids used between two sessions. */
    private static final int STEP_MAX = 1_000_000;
    /** Largest id accepted: half of all ids remain in any case. */
    private static final int ID_MAX = RequestIds.FIRST / 2;

    private OrderIdCheck() {}

    /**
     * Judges an id.
     *
     * @param next our next id
     * @param fresh whether we have never used any id, so that the broker's may be far higher
     */
    public static Judgement judge(int orderId, int next, boolean fresh) {
        boolean far = orderId > ID_MAX || (!fresh && orderId - next > STEP_MAX);
        return orderId > next && far ? Judgement.ORDER_ID : Judgement.BELIEVED;
    }
}
