// Trades a day with the simulated TWS through @stoqey/ib. Usage: node check.js PORT. It prints a word whenever the test
// that runs it is to move the market on, and at the end what it has seen, as one line of JSON.
"use strict";

const { IBApi, EventName } = require("@stoqey/ib");

const ACCOUNT = "DU0000001";
const PATIENCE_MS = 20000;
const ib = new IBApi({ host: "127.0.0.1", port: Number(process.argv[2]), clientId: 7 });
const aapl = {
  conId: 265598,
  symbol: "AAPL",
  secType: "STK",
  exchange: "SMART",
  primaryExch: "NASDAQ",
  currency: "USD",
};

const seen = [];
const waiting = [];
const internal = [EventName.all, EventName.result, EventName.received, EventName.sent];
for (const name of Object.values(EventName).filter((each) => !internal.includes(each))) {
  ib.on(name, (...args) => {
    const event = { name, args };
    seen.push(event);
    for (const wait of [...waiting]) {
      wait(event);
    }
  });
}

function matching(name, test) {
  return seen.filter((event) => event.name === name && test(...event.args));
}

/** Resolves with the arguments of the event of that name, past or to come, that passes the test as the count-th. */
function until(name, test = () => true, count = 1) {
  return new Promise((resolve, reject) => {
    let found = 0;
    const look = (event) => {
      if (event.name === name && test(...event.args) && ++found === count) {
        clearTimeout(timer);
        waiting.splice(waiting.indexOf(look), 1);
        resolve(event.args);
      }
    };
    const timer = setTimeout(() => reject(new Error("nothing came: " + count + " x " + name + " " + test)), PATIENCE_MS);
    waiting.push(look);
    for (let i = 0; i < seen.length && found < count; i++) {
      look(seen[i]);
    }
  });
}

function order(orderType, action, changes) {
  return { orderType, action, totalQuantity: 100, tif: "DAY", account: ACCOUNT, transmit: true, ...changes };
}

async function placeSet() {
  const set = [
    order("MKT", "BUY", { orderRef: "t1" }),
    order("STP", "SELL", { auxPrice: 180.5, tif: "GTC", orderRef: "t2" }),
    order("LMT", "BUY", { lmtPrice: 190.25, orderRef: "br", transmit: false }),
    order("LMT", "SELL", { lmtPrice: 200, tif: "GTC", parentId: 1003, orderRef: "br", transmit: false }),
    order("STP", "SELL", { auxPrice: 185, tif: "GTC", parentId: 1003, orderRef: "br" }),
    order("MKT", "BUY", { tif: "OPG", orderRef: "moo" }),
    order("MOC", "SELL", { orderRef: "moc" }),
    order("LOC", "SELL", { lmtPrice: 195, orderRef: "loc" }),
    order("TRAIL", "SELL", { auxPrice: 1.5, trailStopPrice: 188, orderRef: "trl" }),
    order("LMT", "BUY", { lmtPrice: 150, ocaGroup: "g1", ocaType: 1, outsideRth: true }),
    order("LMT", "BUY", { lmtPrice: 150, whatIf: true }),
  ];
  set.forEach((each, i) => ib.placeOrder(1001 + i, aapl, each));
  for (let id = 1001; id <= 1011; id++) {
    await until(EventName.openOrder, (orderId) => orderId === id);
  }
}

async function run() {
  ib.connect();
  const [firstId] = await until(EventName.nextValidId);
  ib.reqCurrentTime();
  ib.reqAccountSummary(9007, "All", "NetLiquidation,BuyingPower");
  await until(EventName.accountSummaryEnd);
  ib.reqAccountUpdates(true, ACCOUNT);
  await until(EventName.accountDownloadEnd);
  ib.reqPositions();
  await until(EventName.positionEnd);
  ib.reqContractDetails(9005, aapl);
  await until(EventName.contractDetailsEnd);
  ib.reqMarketRule(26);
  await until(EventName.marketRule);
  ib.reqHistoricalData(9004, aapl, "", "2 D", "5 mins", "TRADES", 1, 2, true);
  await until(EventName.historicalData, (id, date) => String(date).startsWith("finished"));
  ib.reqRealTimeBars(9003, aapl, 5, "TRADES", true);
  ib.reqTickByTickData(9002, aapl, "AllLast", 0, false);
  ib.reqMktData(9001, aapl, "233", false, false);
  await until(EventName.tickReqParams);

  await placeSet();
  console.log("open");
  for (const id of [1001, 1003, 1006]) {
    const [, , execution] = await until(EventName.execDetails, (reqId, contract, e) => e.orderId === id);
    await until(EventName.commissionReport, (report) => report.execId === execution.execId);
    await until(EventName.orderStatus, (orderId, status) => orderId === id && status === "Filled");
  }
  await until(EventName.position, (account, contract, position) => position === 300);
  await until(EventName.realtimeBar, () => true, 12);
  await until(EventName.historicalDataUpdate, () => true, 12);
  await until(EventName.tickByTickAllLast, () => true, 12);
  await until(EventName.tickPrice, (id, type) => type === 4, 12);

  ib.cancelOrder(1002);
  await until(EventName.orderStatus, (orderId, status) => orderId === 1002 && status === "Cancelled");
  ib.placeOrder(1010, aapl, order("LMT", "BUY", { lmtPrice: 151, ocaGroup: "g1", ocaType: 1, outsideRth: true }));
  await until(EventName.openOrder, (id, contract, changed) => id === 1010 && changed.lmtPrice === 151);
  ib.reqExecutions(9006, {});
  await until(EventName.execDetailsEnd);
  ib.reqAllOpenOrders();
  await until(EventName.openOrderEnd);
  // Not reqCompletedOrders: at this server version the client's decoder leaves a field of the answer out.
  ib.cancelMktData(9001);
  ib.cancelTickByTickData(9002);
  ib.cancelRealTimeBars(9003);
  ib.cancelHistoricalData(9004);
  await until(EventName.error, (error, code, id) => code === 162 && id === 9004);
  console.log("close");
  await until(EventName.execDetails, (reqId, contract, e) => e.orderId === 1007);
  ib.reqGlobalCancel();
  await until(EventName.orderStatus, (orderId, status) => orderId === 1010 && status === "Cancelled");
  ib.disconnect();

  const last = (name, index) => {
    const events = matching(name, () => true);
    return events[events.length - 1].args[index];
  };
  const preview = matching(EventName.openOrder, (id) => id === 1011)[0].args[3];
  console.log(
    JSON.stringify({
      firstId,
      accounts: last(EventName.managedAccounts, 0),
      netLiquidation: matching(EventName.accountSummary, (id, a, tag) => tag === "NetLiquidation")[0].args[3],
      contract: matching(EventName.contractDetails, () => true)[0].args[1].longName,
      executed: matching(EventName.execDetails, (reqId) => reqId === -1)
        .map((event) => event.args[2])
        .map((e) => e.orderId + " " + e.side + " " + e.shares + "@" + e.price + " " + e.orderRef),
      asked: matching(EventName.execDetails, (reqId) => reqId === 9006).length,
      commissions: matching(EventName.commissionReport, () => true).length,
      position: last(EventName.position, 2),
      whatIf: [preview.status, preview.initMarginChange, preview.commission],
      errors: matching(EventName.error, () => true).map((event) => event.args[1] + " " + event.args[2]),
    }),
  );
}

run().then(
  () => process.exit(0),
  (error) => {
    console.error(error.message);
    console.error(seen.slice(-20).map((event) => event.name + " " + JSON.stringify(event.args)).join("\n"));
    process.exit(1);
  },
);
