package io.ringside.gateway.ib.tws;

/**
 * An order as openOrder and completedOrder report it, with its state; for a what-if, the margins it would need. A read-only
 * view, valid only during the callback that passes it.
 *
 * <p>Thread: reader.
 */
public final class OrderFields {
    /** The contract. */
    public final ContractFields contract = new ContractFields();
    /** The order, in the numbering of the client that placed it; 0 in completed orders, which do not have it. */
    public int orderId;
    /** The client that placed it; -1 in completed orders, which do not have it. */
    public int clientId;
    /** The broker's id of the order; 0 while it has none, and for a what-if. */
    public long permId;
    /** {@code BUY}, {@code SELL} or {@code SSHORT}. */
    public final AsciiField action = new AsciiField();
    /** Shares at 1e-8. */
    public long quantityE8;
    /** {@code LMT} and others. */
    public final AsciiField orderType = new AsciiField();
    /** Limit at 1e-8; 0 or {@link Unset#E8} if there is none. */
    public long limitE8;
    /** Trigger of a stop or distance of a trailing stop at 1e-8; 0 or {@link Unset#E8} if there is none. */
    public long auxE8;
    /** {@code DAY}, {@code GTC} and others. */
    public final AsciiField timeInForce = new AsciiField();
    /** The one-cancels-all group, including those that the broker creates for the children of a bracket. */
    public final AsciiField ocaGroup = new AsciiField();
    /** 1 cancel with block, 2 reduce with block, 3 reduce. */
    public int ocaType;
    /** The account that trades. */
    public final AsciiField account = new AsciiField();
    /** The text that the order was placed with. */
    public final AsciiField orderRef = new AsciiField();
    /** Whether it may trade outside regular hours. */
    public boolean outsideRth;
    /** When it begins to work; empty for at once. */
    public final AsciiField goodAfterTime = new AsciiField();
    /** When a GTD order ends. */
    public final AsciiField goodTillDate = new AsciiField();
    /** The order whose fill makes this one work, or 0; in completed orders 0, see {@link #parentPermId}. */
    public int parentId;
    /** Completed orders: broker's id of the parent, or 0. */
    public long parentPermId;
    /** What triggers a stop. */
    public int triggerMethod;
    /** Current trigger of a trailing stop, at 1e-8; {@link Unset#E8} for other orders. */
    public long trailStopE8;
    /** Distance of a trailing stop in percent, at 1e-8; {@link Unset#E8} if it is not given so. */
    public long trailingPercentE8;
    /** Distance of a trailing limit, at 1e-8; {@link Unset#E8} for other orders. */
    public long limitOffsetE8;
    /** Whether this answers a what-if; then nothing was placed. */
    public boolean whatIf;
    /** State, see {@link TwsOrderStatus}. */
    public final AsciiField status = new AsciiField();
    /** What-if: initial margin before, at 1e-8, as all of these; {@link Unset#E8} for other orders. */
    public long initMarginBeforeE8;
    /** What-if: maintenance margin before. */
    public long maintMarginBeforeE8;
    /** What-if: equity with loan before. */
    public long equityBeforeE8;
    /** What-if: change of the initial margin. */
    public long initMarginChangeE8;
    /** What-if: change of the maintenance margin. */
    public long maintMarginChangeE8;
    /** What-if: change of the equity with loan. */
    public long equityChangeE8;
    /** What-if: initial margin after. */
    public long initMarginAfterE8;
    /** What-if: maintenance margin after. */
    public long maintMarginAfterE8;
    /** What-if: equity with loan after. */
    public long equityAfterE8;
    /** What-if: commission. */
    public long commissionE8;
    /** What-if: least commission. */
    public long minCommissionE8;
    /** What-if: largest commission. */
    public long maxCommissionE8;
    /** What-if: currency of the commission; empty for other orders. */
    public final AsciiField commissionCurrency = new AsciiField();
    /** Broker's warning. */
    public final AsciiField warning = new AsciiField();
    /** Completed orders: shares filled, at 1e-8. */
    public long filledE8;
    /** Completed orders: time of completion in the broker's notation. */
    public final AsciiField completedTime = new AsciiField();
    /** Completed orders: reason, such as {@code Cancelled by Trader}. */
    public final AsciiField completedStatus = new AsciiField();

    OrderFields() {}
}
