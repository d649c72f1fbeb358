// Price with the strategy's indicators, the stop's path and executions.
import { html, useState } from '/app/preact.js';
import { Card, Empty, base, useAnswer } from '/app/parts.js';
import { Candles } from '/app/charts.js';

export function Chart({ state, beat }) {
  const [symbol, setSymbol] = useState(null);
  const query = symbol ? '?symbol=' + encodeURIComponent(symbol) : '';
  const { value, error } = useAnswer(base(state.id) + '/chart' + query, beat);
  return html`<div class="cards"><${Card} title=${'Chart' + (value && value.symbol ? ' of ' + value.symbol : '')} wide>
    ${error && html`<p class="bad">${error}</p>`}
    ${value && value.symbols.length > 1 && html`<p class="buttons">${value.symbols.map(name =>
      html`<button class=${name === value.symbol ? 'chosen' : ''} onClick=${() => setSymbol(name)}>${name}</button>`)}</p>`}
    ${value && value.bars.length > 1 && html`<${Candles} key=${value.symbol} chart=${value} />`}
    ${value && value.bars.length <= 1 && html`<${Empty}>${state.status && state.status.store
      ? 'A portfolio decides on the daily bars of its store and hears none of the day: its trades are in orders.' : 'Two bars have to close first.'}<//>`}
  <//></div>`;
}
