// Drawing the grid: the header and an empty row for each case at once, a cell's words when it
// comes near the window. Rows have one of two heights and columns one width, so nothing jumps.

const KINDS = {
  "not yet coded": "silent", "not asked": "silent", "asked and absent": "silent",
  "coded, not summarised": "coded", draft: "draft", summarised: "done", stale: "stale",
  "signed off": "signed",
};

function drawGrid(R) {
  const { model } = R;
  const { grid, scroll } = R.ui;
  const seat = [scroll.scrollLeft, scroll.scrollTop];
  R.watch?.disconnect();
  R.rows = [];
  grid.style.setProperty("--bm-columns", String(model.columns.length));
  grid.setAttribute("aria-rowcount", String(model.cases.length + model.groups.size + 1));
  grid.setAttribute("aria-colcount", String(model.columns.length + 1));
  const parts = document.createDocumentFragment();
  parts.append(drawHeader(R));
  let place = 1;
  for (const shown of model.cases) {
    const group = model.groups.get(shown.index);
    if (group) parts.append(drawGroup(group, (place += 1)));
    parts.append(drawRow(R, shown, (place += 1)));
  }
  grid.replaceChildren(parts);
  [scroll.scrollLeft, scroll.scrollTop] = seat;
  R.near = new Set();
  R.across = columnsInSight(R);
  R.watch = new IntersectionObserver((seen) => {
    for (const entry of seen) {
      const index = Number(entry.target.dataset.row);
      if (entry.isIntersecting) fillRow(R, index);
      else R.near.delete(index);
    }
  }, { root: scroll, rootMargin: "400px 0px" });
  for (const row of R.rows) R.watch.observe(row.node);
  R.focus.row = Math.min(R.focus.row, model.cases.length - 1);
  R.focus.column = Math.min(R.focus.column, model.columns.length - 1);
  model.columns.forEach((_, index) => drawHeadSign(R, -1, index));
  model.cases.forEach((_, index) => drawHeadSign(R, index, -1));
  drawTally(R);
  markFocus(R, { focus: false });
}

function drawHeader(R) {
  const row = el("div", "bm-row bm-header", null, { role: "row", "aria-rowindex": "1" });
  const corner = el("div", "bm-corner", null, { role: "columnheader", "aria-colindex": "1" });
  corner.append(el("b", "", "Case"));
  if (R.data.attributes.length) corner.append(el("span", "bm-quiet", R.data.attributes.join(" · ")));
  row.append(corner);
  for (const column of R.model.columns) {
    const many = R.model.columns.length > 1 || column.codes.length === 1;
    const head = el("div", "bm-column", null, {
      role: "columnheader", tabindex: "-1", "aria-colindex": String(column.index + 2),
      "data-column": column.index, "data-hue": column.theme.number, "data-row": "-1",
    });
    const isTheme = !R.model.codes.has(column.id);
    head.classList.toggle("bm-first", column.first);
    if (column.mark) head.append(el("span", "bm-mark", column.mark));
    if (!isTheme && many) head.append(el("span", "bm-theme", column.theme.name));
    const name = el("span", "bm-name");
    name.append(el("span", "bm-id", column.id), " ", el("b", "", column.name));
    head.append(name);
    row.append(head);
  }
  return row;
}

/** What the cases that follow have in common. */
function drawGroup({ label, number }, place) {
  const node = el("div", "bm-group", null, { role: "row", "aria-rowindex": String(place) });
  const head = el("div", "bm-group-name", null, { role: "rowheader", "aria-colindex": "1" });
  head.append(el("b", "", label, { dir: "auto" }), el("span", "bm-quiet", counted(number, "case")));
  node.append(head);
  return node;
}

function drawRow(R, shown, place) {
  const node = el("div", "bm-row", null, {
    role: "row", "data-row": shown.index, "aria-rowindex": String(place),
  });
  const head = el("div", "bm-case", null, {
    role: "rowheader", "aria-colindex": "1", tabindex: "-1", "data-row": shown.index, "data-column": "-1",
  });
  head.append(el("b", "", shown.name, { dir: "auto" }));
  const facts = shown.facts.filter(Boolean);
  if (facts.length) head.append(el("span", "bm-quiet", facts.join(" · "), { dir: "auto" }));
  node.append(head);
  R.rows.push({ node, shown, cells: null, drawn: new Set() });
  sizeRow(R, shown.index);
  return node;
}

/** A row in which nothing is coded or written is low. */
function sizeRow(R, index) {
  const { node, shown } = R.rows[index];
  const busy = R.model.columns.some(({ codes }) => codes.some((code) => {
    const cell = R.model.cells.get(cellName(shown.id, code));
    return cell && (cell.passages.length || cell.summary || R.words.has(cellName(shown.id, code)));
  }));
  node.classList.toggle("bm-low", !busy);
}

function fillRow(R, index) {
  const row = R.rows[index];
  if (!row) return;
  if (!row.cells) {
    row.cells = R.model.columns.map((column) => el("div", "bm-cell", null, {
      role: "gridcell", tabindex: "-1", "data-row": index, "data-column": column.index,
      "aria-colindex": String(column.index + 2), "data-hue": column.theme.number,
    }));
    row.node.append(...row.cells);
    markFocus(R, { focus: false });
  }
  R.near.add(index);
  drawAcross(R, index);
}

/** The first and last column that stand in the window, and one more on each side. */
function columnsInSight(R) {
  const { scroll, grid } = R.ui;
  const wide = grid.querySelector(".bm-column")?.offsetWidth || 1;
  const side = grid.querySelector(".bm-corner")?.offsetWidth || 0;
  const first = Math.floor(scroll.scrollLeft / wide) - 1;
  const last = Math.ceil((scroll.scrollLeft + scroll.clientWidth - side) / wide);
  return [Math.max(0, first), Math.min(R.model.columns.length - 1, last)];
}

function drawAcross(R, index) {
  const row = R.rows[index];
  for (let column = R.across[0]; column <= R.across[1]; column += 1) {
    if (!row.drawn.has(column)) drawCell(R, index, column);
  }
}

/** The window moved: draw what has come into sight. */
function onScroll(R) {
  if (!R.ui.card.hidden) hideMeaning(R);
  cancelAnimationFrame(R.scrolling);
  R.scrolling = requestAnimationFrame(() => {
    R.across = columnsInSight(R);
    for (const index of R.near) drawAcross(R, index);
  });
}

function drawCell(R, rowIndex, columnIndex) {
  const row = R.rows[rowIndex];
  if (!row?.cells) return;
  row.drawn.add(columnIndex);
  const node = row.cells[columnIndex];
  const column = R.model.columns[columnIndex];
  const view = viewOf(R.model, row.shown, column);
  const waits = column.codes.some((code) => waitingWords(R, { case: row.shown.id, code })?.clash);
  node.className = `bm-cell bm-${KINDS[view.state]}`;
  node.classList.toggle("bm-first", column.first);
  node.classList.toggle("bm-opened", R.open?.row === rowIndex && R.open?.column === columnIndex);
  const text = el("div", view.first ? "bm-text bm-ahead" : "bm-text", null, { dir: "auto" });
  for (const { code, text: words } of view.texts) {
    if (code) text.append(el("b", "bm-id", `${code} `));
    text.append(document.createTextNode(`${words.slice(0, 400)}\n`));
  }
  if (view.first) text.append(`“${view.first.slice(0, 300)}”`); // words to come, not a summary
  const { sign, word } = R.model.states.get(view.state);
  const line = el("div", "bm-line");
  const state = el("span", "bm-state-word");
  state.append(el("span", "bm-sign", sign, { "aria-hidden": "true" }), ` ${word}`);
  line.append(state);
  if (view.unsure) line.append(el("span", "bm-quiet", "? unsure"));
  if (view.noted) line.append(el("span", "bm-quiet", "memo"));
  if (view.against) line.append(el("span", "bm-quiet", "¬ negative case"));
  if (waits) line.append(el("span", "bm-waits", "your words wait"));
  if (view.count) line.append(el("span", "bm-count", counted(view.count, "passage")));
  node.replaceChildren(text, line);
}

/** Draw again the cells in which a cell of case by code stands. */
function drawCellsOf(R, cell) {
  const row = R.rows.findIndex(({ shown }) => shown.id === cell.case);
  R.model.columns.forEach((column, index) => {
    if (cell.code === column.id || column.codes.includes(cell.code)) drawHeadSign(R, -1, index);
  });
  if (row < 0) return;
  if (cell.code === null) drawHeadSign(R, row, -1);
  sizeRow(R, row);
  R.model.columns.forEach((column, index) => {
    if (column.codes.includes(cell.code) && R.rows[row].drawn.has(index)) drawCell(R, row, index);
  });
}

function drawTally(R) {
  const tally = tallyOf(R.model);
  const parts = [];
  const tell = (state, one, many) => {
    const number = tally.get(state) || 0;
    if (number) parts.push(counted(number, one, many || one));
  };
  tell("coded, not summarised", "to summarise");
  tell("stale", "stale");
  tell("draft", "draft", "drafts");
  tell("summarised", "summarised");
  tell("signed off", "signed off");
  R.ui.tally.textContent = parts.length ? parts.join(" · ") : "Nothing is coded here yet.";
  const left = ["coded, not summarised", "stale", "draft"].some((state) => tally.get(state));
  R.ui.next.hidden = !left;
  R.ui.nextStale.hidden = !tally.get("stale");
}

function nodeAt(R, row, column) {
  if (column < 0) return R.rows[row]?.node.querySelector(".bm-case") || null;
  if (row < 0) return R.ui.grid.querySelector(`.bm-column[data-column="${column}"]`);
  if (!R.rows[row]?.cells) fillRow(R, row);
  if (R.rows[row] && !R.rows[row].drawn.has(column)) drawCell(R, row, column);
  return R.rows[row]?.cells[column] || null;
}

/** One cell of the grid takes part in the page's tab order: the one that has or had the focus. */
function markFocus(R, { focus = true } = {}) {
  R.ui.grid.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
  const { row, column } = R.focus;
  const known = row < 0 || column < 0 || R.rows[row]?.cells;
  if (!focus && !known) return;
  const node = nodeAt(R, row, column);
  if (!node) return;
  node.setAttribute("tabindex", "0");
  if (!focus) return;
  node.focus({ preventScroll: true });
  intoView(R, node, row);
}

/** Scroll so that a cell is seen whole, past the sticky header and case column. */
function intoView(R, node, row) {
  const { scroll, grid } = R.ui;
  const header = grid.querySelector(".bm-header");
  const side = header.querySelector(".bm-corner").offsetWidth;
  const frame = scroll.getBoundingClientRect();
  const box = node.getBoundingClientRect();
  const left = frame.left + side;
  if (node.classList.contains("bm-case")) {
    // the head of a row is always in sight
  } else if (box.left < left) scroll.scrollLeft -= left - box.left + 8;
  else if (box.right > frame.left + scroll.clientWidth) {
    scroll.scrollLeft += Math.min(box.right - frame.left - scroll.clientWidth + 8, box.left - left);
  }
  if (row < 0) return;
  const top = frame.top + header.offsetHeight;
  if (box.top < top) scroll.scrollTop -= top - box.top + 4;
  else if (box.bottom > frame.top + scroll.clientHeight) {
    scroll.scrollTop += box.bottom - frame.top - scroll.clientHeight + 4;
  }
}
