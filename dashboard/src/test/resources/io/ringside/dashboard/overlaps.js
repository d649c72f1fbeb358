// What a reader would stumble over: text upon text, text off the screen or out of its card, a page wider than the screen. Where a
// dialog is open, it is what he reads.
(() => {
  const found = [];
  const meet = (a, b, slack) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;
  scrollTo(0, 0);
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the screen: ' + document.documentElement.scrollWidth);
  const root = document.querySelector('dialog[open]') || document.body;
  const boxes = root !== document.body ? [] : [...document.querySelectorAll('section, header, nav, footer')].map(node => [node.id || node.className || node.tagName, node.getBoundingClientRect()]);
  boxes.forEach(([a, ra], i) => boxes.slice(i + 1).forEach(([b, rb]) => meet(ra, rb, 1) && found.push(a + ' lies upon ' + b)));
  const lines = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const around = node.parentElement;
    // What scrolls within itself may be longer than its place; a canvas' own legend is the library's.
    if (!node.textContent.trim() || around.closest('script, style, noscript, select, .scroll, pre, .log, .plot')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const card = around.closest('section, header, dialog');
    for (const rect of range.getClientRects()) {
      if (rect.width < 0.5 || rect.height < 0.5) continue;
      const text = node.textContent.trim().slice(0, 40);
      if (rect.left < -0.5 || rect.right > innerWidth + 0.5) found.push('off the screen: ' + text);
      if (card) {
        const box = card.getBoundingClientRect();
        if (rect.left < box.left - 0.5 || rect.right > box.right + 0.5 || rect.bottom > box.bottom + 0.5) found.push('out of its card: ' + text);
      }
      lines.push([text, rect, node]);
    }
  }
  lines.sort((a, b) => a[1].top - b[1].top);
  for (let i = 0; i < lines.length; i++) {
    for (let k = i + 1; k < lines.length && lines[k][1].top < lines[i][1].bottom - 2; k++) {
      if (lines[i][2] !== lines[k][2] && meet(lines[i][1], lines[k][1], 2)) found.push('"' + lines[i][0] + '" and "' + lines[k][0] + '" lie upon each other');
    }
  }
  return found.slice(0, 10);
})()
