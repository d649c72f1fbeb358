// What cannot be read or hit: text whose contrast with what lies behind it is below 4.5 to 1 (WCAG 2.2, 1.4.3; 3 to 1 where it is
// large), and, on a screen for thumbs, what is to be pressed and is smaller than a thumb's 40 pixels.
(() => {
  const found = new Set();
  const root = document.querySelector('dialog[open]') || document.body;
  const parsed = text => {
    const part = /rgba?\(([^)]*)\)/.exec(text);
    if (!part) return [0, 0, 0, 0];
    const numbers = part[1].split(/[ ,/]+/).map(Number);
    return [numbers[0], numbers[1], numbers[2], numbers.length > 3 ? numbers[3] : 1];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const behind = node => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.push(parsed(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const light = color => {
    const [r, g, b] = color.slice(0, 3).map(one => one / 255).map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || around.closest('script, style, noscript, option, :disabled') || !around.checkVisibility()) continue;
    const style = getComputedStyle(around);
    const below = behind(around);
    const ink = over(parsed(style.color), below);
    const [bright, dark] = [light(ink), light(below)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < (large ? 3 : 4.5)) found.add('contrast ' + ratio.toFixed(2) + ': ' + walker.currentNode.textContent.trim().slice(0, 40));
  }
  if (innerWidth <= 600) {
    for (const node of root.querySelectorAll('button, select, input:not([type=checkbox])')) {
      const box = node.getBoundingClientRect();
      if (box.width > 0 && (box.height < 39.5 || (box.width < 39.5 && !node.closest('td')))) {
        found.add('too small for a thumb, ' + Math.round(box.width) + ' by ' + Math.round(box.height) + ': ' + (node.id || node.textContent).slice(0, 40));
      }
    }
  }
  return [...found].slice(0, 20);
})()
