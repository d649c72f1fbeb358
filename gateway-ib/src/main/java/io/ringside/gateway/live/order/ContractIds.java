package io.ringside.gateway.live.order;

/**
 * The broker's numbers of the instruments, as they become known.
 *
 * <p>Thread: session writes, any reads.
 */
public final class ContractIds {
    private final int[] ids;

    public ContractIds(int instruments) {
        ids = new int[instruments];
    }

    /** The broker's number of an instrument; 0 while it is unknown. */
    public int of(int instrumentId) {
        return ids[instrumentId];
    }

    /** The instrument of that number; -1 if it is none of ours. */
    public int instrumentOf(int contractId) {
        for (int id = 0; id < ids.length; id++) {
            if (contractId != 0 && ids[id] == contractId) {
                return id;
            }
        }
        return -1;
    }

    /** The number is known. */
    public void put(int instrumentId, int contractId) {
        ids[instrumentId] = contractId;
    }
}
