// Tables that are wider than the screen: their end can be reached with a finger, and whose row it is stays in sight meanwhile.
(() => {
  const found = [];
  for (const box of document.querySelectorAll('.scroll')) {
    const row = box.querySelector('tbody tr');
    if (!row || box.scrollWidth <= box.clientWidth + 1) continue;
    const name = box.querySelector('table').id;
    row.scrollIntoView({ block: 'center' });
    box.scrollLeft = box.scrollWidth;
    const frame = box.getBoundingClientRect();
    const first = row.firstElementChild.getBoundingClientRect();
    const last = row.lastElementChild.getBoundingClientRect();
    if (last.right > frame.right + 1) found.push(name + ': its end cannot be reached');
    if (first.left < frame.left - 1 || first.width > frame.width / 2) found.push(name + ': nobody sees whose row it is');
    const letters = row.firstElementChild.textContent.trim();
    if (letters.length > 2 && first.height > 3 * first.width) found.push(name + ': a name letter below letter: ' + letters);
    const hit = document.elementFromPoint(first.left + first.width / 2, first.top + first.height / 2);
    if (!row.firstElementChild.contains(hit)) found.push(name + ': something lies upon the name');
    box.scrollLeft = 0;
  }
  scrollTo(0, 0);
  return found;
})()
