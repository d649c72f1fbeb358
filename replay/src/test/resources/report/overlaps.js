// What a reader would stumble over: text upon text, text that leaves its block or the screen, blocks upon blocks.
(() => {
  const found = [];
  const visible = r => r.width > 0.5 && r.height > 0.5;
  const meet = (a, b, slack) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;
  const blocks = [...document.querySelectorAll("section, header")].map(node => [node.id, node.getBoundingClientRect()]);
  blocks.forEach(([a, ra], i) => blocks.slice(i + 1).forEach(([b, rb]) => {
    if (meet(ra, rb, 1)) found.push("block " + a + " lies upon " + b);
  }));
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page is wider than the screen: " + document.documentElement.scrollWidth);
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const closed = node.parentElement.closest("details:not([open])");
    if (closed && !node.parentElement.closest("summary")) continue;
    if (!node.textContent.trim() || node.parentElement.closest("script, style, noscript, .scroll")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const block = node.parentElement.closest("section, header");
    for (const rect of range.getClientRects()) {
      if (!visible(rect)) continue;
      const text = node.textContent.trim().slice(0, 40);
      if (rect.left < -0.5 || rect.right > innerWidth + 0.5) found.push("off the screen: " + text);
      if (block) {
        const around = block.getBoundingClientRect();
        if (rect.left < around.left - 0.5 || rect.right > around.right + 0.5 || rect.bottom > around.bottom + 0.5) found.push("out of block " + block.id + ": " + text);
      }
      lines.push([text, rect, node]);
    }
  }
  lines.sort((a, b) => a[1].top - b[1].top);
  for (let i = 0; i < lines.length; i++) {
    for (let k = i + 1; k < lines.length && lines[k][1].top < lines[i][1].bottom - 2; k++) {
      if (lines[i][2] !== lines[k][2] && meet(lines[i][1], lines[k][1], 2)) found.push("\"" + lines[i][0] + "\" and \"" + lines[k][0] + "\" lie upon each other");
    }
  }
  return found.slice(0, 10);
})()
