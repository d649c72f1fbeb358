// Decodes frames by @stoqey/ib at the server version of each. Usage: node decode.js FILE, with one JSON object a line:
// {"version":100,"fields":[...]}. It prints every distinct thing that was decoded, with the versions, and all errors.
"use strict";

const fs = require("fs");
const { Decoder } = require("@stoqey/ib/dist/core/io/decoder.js");

const state = (o) => (o ? [o.status, o.initMarginAfter, o.commission] : []);
const brief = {
  openOrder: ([id, c, o, s]) =>
    [id, c.conId, c.symbol, c.exchange, c.tradingClass, o.action, o.totalQuantity, o.orderType, o.lmtPrice, o.auxPrice,
      o.tif, o.ocaGroup, o.account, o.orderRef, o.clientId, o.permId, o.ocaType, o.parentId, o.whatIf, ...state(s)],
  orderStatus: (a) => a.slice(0, 10),
  execDetails: ([id, c, e]) =>
    [id, e.orderId, c.symbol, e.execId, e.acctNumber, e.exchange, e.side, e.shares, e.price, e.permId, e.clientId,
      e.cumQty, e.avgPrice, e.orderRef],
  historicalData: (a) => a.slice(0, 9),
  contractDetails: ([id, d]) =>
    [id, d.contract.symbol, d.contract.conId, d.contract.primaryExch, d.minTick, d.longName, d.timeZoneId, d.liquidHours],
};

const versions = new Map();
for (const line of fs.readFileSync(process.argv[2], "utf8").trim().split("\n")) {
  const { version, fields } = JSON.parse(line);
  const decoder = new Decoder({
    serverVersion: version,
    emitInfo: () => {},
    emitError: (message, code, id) => note(version, "error " + JSON.stringify([message, code, id])),
    emitEvent: (name, ...args) => {
      const shown = brief[name] ? brief[name](args) : args;
      if (!["all", "result", "received"].includes(name)) {
        note(version, name + " " + JSON.stringify(shown));
      }
    },
  });
  if (fields[0] === "5" && version >= 103 && version < 145) {
    // The decoder asks the message's version where the server's is meant, and knows of no model code here.
    fields.splice(36, 1);
  }
  decoder.enqueueMessage(fields);
  decoder.process();
}

function note(version, text) {
  const seen = versions.get(text) ?? [];
  if (!seen.includes(version)) {
    seen.push(version);
  }
  versions.set(text, seen);
}

for (const [text, seen] of versions) {
  console.log(Math.min(...seen) + "-" + Math.max(...seen) + " x" + seen.length + " " + text);
}
