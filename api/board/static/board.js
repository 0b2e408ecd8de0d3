"use strict";
// Hover and focus of bars, the arrow keys, the hand of the clock.
(() => {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // screen readers get the bar's own label
  document.body.append(tip);

  for (const bar of document.querySelectorAll(".bar")) {
    const title = bar.querySelector("title");
    if (title) {
      bar.tipLines = title.textContent.split("\n");
      title.remove(); // else the browser shows its own beside ours
    }
  }

  const show = (bar) => {
    tip.replaceChildren(...(bar.tipLines ?? []).map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    tip.hidden = false;
    const box = (bar.querySelector(".body") ?? bar).getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left), window.innerWidth - tip.offsetWidth - 8);
    const below = box.bottom + 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${below + tip.offsetHeight > window.innerHeight ? box.top - tip.offsetHeight - 6 : below}px`;
    for (const other of document.querySelectorAll(".bar.same")) other.classList.remove("same");
    for (const other of bar.ownerSVGElement.querySelectorAll(".bar")) {
      other.classList.toggle("same", other.dataset.car === bar.dataset.car);
    }
  };
  const hide = () => {
    tip.hidden = true;
    for (const other of document.querySelectorAll(".bar.same")) other.classList.remove("same");
  };
  const barOf = (event) => (event.target instanceof Element ? event.target.closest(".bar") : null);
  document.addEventListener("pointerover", (event) => { const bar = barOf(event); bar ? show(bar) : hide(); });
  document.addEventListener("focusin", (event) => { const bar = barOf(event); bar ? show(bar) : hide(); });
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", hide, true);

  // One bar of each board is in the tab order; the arrows lead from there.
  for (const board of document.querySelectorAll("svg.board[data-start]")) board.querySelector(".bar")?.setAttribute("tabindex", "0");
  const middle = (bar) => { const box = bar.querySelector(".body").getBoundingClientRect(); return box.left + box.width / 2; };
  const nearest = (bars, x) => bars.reduce((best, bar) => (Math.abs(middle(bar) - x) < Math.abs(middle(best) - x) ? bar : best));
  const target = (bar, key) => {
    const row = [...bar.parentElement.querySelectorAll(".bar")];
    const at = row.indexOf(bar);
    if (key === "ArrowRight") return row[at + 1];
    if (key === "ArrowLeft") return row[at - 1];
    if (key === "Home") return row[0];
    if (key === "End") return row.at(-1);
    if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
    const rows = [...bar.ownerSVGElement.querySelectorAll(".row")].filter((each) => each.querySelector(".bar"));
    const next = rows[rows.indexOf(bar.parentElement) + (key === "ArrowDown" ? 1 : -1)];
    return next && nearest([...next.querySelectorAll(".bar")], middle(bar));
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    const bar = barOf(event);
    const next = bar && target(bar, event.key);
    if (!next) return;
    event.preventDefault();
    bar.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });

  // The hand of the clock, on a board of today.
  const svg = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const tick = () => {
    for (const board of document.querySelectorAll("svg.board[data-start]")) {
      board.querySelector(".clock-hand")?.remove();
      const start = Date.parse(board.dataset.start);
      const share = (Date.now() - start) / (Date.parse(board.dataset.end) - start);
      if (share < 0 || share > 1) continue;
      const left = Number(board.dataset.left);
      const x = left + share * (Number(board.dataset.right) - left);
      const hand = svg("g", { class: "clock-hand" });
      const height = board.viewBox.baseVal.height;
      hand.append(svg("line", { x1: x, x2: x, y1: 30, y2: height - 6, class: "clock-now" }));
      board.append(hand);
    }
  };
  tick();
  setInterval(tick, 30000);
})();
