package io.ringside.gateway.ib;

import io.ringside.gateway.ib.tws.RequestIds;
import io.ringside.gateway.live.inbound.Judgement;

/**
 * Whether an order id may move the ids that we hand out. Ids never go down, so that one absurd id would use them all up, and no
 * exit could leave any more.
 *
 * <p>Thread: any; it has no state.
 */
public final class OrderIdCheck {
    /** Further than so many ids no client of ours is between two sessions. */
    private static final int STEP_MAX = 1_000_000;
    /** Half of all ids are left in any case. */
    private static final int ID_MAX = RequestIds.FIRST / 2;

    private OrderIdCheck() {}

    /**
     * Judges an id.
     *
     * @param next the id that we would hand out next
     * @param fresh whether we never handed out any, so that the broker may know better by far
     */
    public static Judgement judge(int orderId, int next, boolean fresh) {
        boolean far = orderId > ID_MAX || (!fresh && orderId - next > STEP_MAX);
        return orderId > next && far ? Judgement.ORDER_ID : Judgement.BELIEVED;
    }
}
