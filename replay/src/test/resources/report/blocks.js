// Of every block: its id, and whether something was drawn in it.
(() => {
  const painted = canvas => {
    // A copy: reading the page's own canvas makes the browser complain.
    const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
    const pen = copy.getContext("2d", { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0);
    const data = pen.getImageData(0, 0, canvas.width, canvas.height).data;
    let count = 0;
    for (let i = 3; i < data.length; i += 4) count += data[i] > 0 ? 1 : 0;
    return count > 500;
  };
  return Object.fromEntries([...document.querySelectorAll("section")].map(section => [section.id,
    section.querySelector(".nothing") ? "nothing"
      : section.querySelector("canvas") ? ([...section.querySelectorAll("canvas")].every(painted) ? "drawn" : "blank")
      : section.querySelector("table, .year, .parameters div, details") ? "drawn" : "blank"]));
})()
