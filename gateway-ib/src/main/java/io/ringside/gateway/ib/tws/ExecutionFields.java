package io.ringside.gateway.ib.tws;

/**
 * An execution, live or replayed. A read-only view, valid only during the callback that passes it.
 *
 * <p>Thread: reader.
 */
public final class ExecutionFields {
    /** The request that it answers, -1 for a live execution. */
    public int reqId;
    /** The order, in the numbering of the client that placed it; 0 for one not placed through the API. */
    public int orderId;
    /** The contract traded; its exchange is the place of execution. */
    public final ContractFields contract = new ContractFields();
    /**
     * {@code a.b.c.NN}: the key of an execution, which must be counted once. A correction has the same id except for the
     * digits after the last dot.
     */
    public final AsciiField execId = new AsciiField();
    /** Time in UTC, to the second; {@link Unset#NANOS} if its zone is unknown. */
    public long timeNanos;
    /** Time in the broker's notation. */
    public final AsciiField time = new AsciiField();
    /** The account that traded. */
    public final AsciiField account = new AsciiField();
    /** Where it traded. */
    public final AsciiField exchange = new AsciiField();
    /** {@code BOT} or {@code SLD}. */
    public final AsciiField side = new AsciiField();
    /** Shares at 1e-8, positive. */
    public long sharesE8;
    /** Price at 1e-8. */
    public long priceE8;
    /** The broker's id of the order. */
    public long permId;
    /** The client that placed the order. */
    public int clientId;
    /** 0 unless the broker liquidated the position. */
    public int liquidation;
    /** Shares of the order executed so far, at 1e-8. */
    public long cumulativeE8;
    /** Average price of the order so far, at 1e-8. */
    public long averageE8;
    /** The text that the order was placed with. */
    public final AsciiField orderRef = new AsciiField();
    /** Model of a managed account. */
    public final AsciiField modelCode = new AsciiField();
    /** 1 added, 2 removed, 3 routed out, 0 unknown. */
    public int lastLiquidity;

    ExecutionFields() {}

    /** Whether it bought. */
    public boolean isBuy() {
        return side.is("BOT");
    }

    void read(FieldReader in, int serverVersion) {
        if (serverVersion < 136) {
            in.skip(); // version
        }
        reqId = in.readInt();
        orderId = in.readInt();
        contract.read(in);
        in.readText(execId);
        timeNanos = in.readNanos(time);
        in.readText(account);
        in.readText(exchange);
        in.readText(side);
        sharesE8 = in.readSizeE8();
        priceE8 = in.readE8();
        permId = in.readLong();
        clientId = in.readInt();
        liquidation = in.readInt();
        cumulativeE8 = in.readSizeE8();
        averageE8 = in.readE8();
        in.readText(orderRef);
        in.skip(2); // evRule, evMultiplier
        if (serverVersion >= 103) {
            in.readText(modelCode);
        } else {
            modelCode.clear();
        }
        lastLiquidity = serverVersion >= 136 ? in.readInt() : 0;
    }
}
