/* A table of figures: sorts by any column, draws intervals beside the numbers, and tells the page
   which row a person wants to see the passages of. Text enters as text, never as HTML. */

const TABLES = new WeakMap();

function node(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

/** Two decimals without the leading zero, as papers print coefficients. */
function coefficient(value) {
  const text = value.toFixed(2).replace("-0.00", "0.00");
  return text.replace(/^(-?)0\./, "$1.");
}

const shown = {
  number: (value) => coefficient(value).replace("-", "−"),
  percent: (value) => `${Math.round(value * 100)}%`,
  count: (value) => value.toLocaleString("en-GB"),
  text: (value) => value,
};

function sortValue(row, column) {
  if (column.kind === "name") return row.order ?? row.name;
  const cell = row.cells[column.of ?? column.key];
  const value = cell?.value ?? cell?.marks?.at(-1)?.value;
  return value === undefined ? null : value;
}

function inOrder(T) {
  const { rows, columns } = T.data;
  const column = columns.find((one) => one.key === T.sort.key) ?? columns[0];
  const sign = T.sort.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = sortValue(a, column), y = sortValue(b, column);
    if (x === y) return 0;
    if (x === null || y === null) return (x === null) - (y === null);
    if (typeof x === "number" && typeof y === "number") return sign * (x - y);
    return sign * String(x).localeCompare(String(y), "en", { numeric: true });
  });
}

const place = (scale, value) =>
  `${(100 * (Math.min(scale.high, Math.max(scale.low, value)) - scale.low)) / (scale.high - scale.low)}%`;

function lines(scale) {
  return scale.lines.map((line) => {
    const mark = node("span", line.strong ? "bl-fig-zero" : "bl-fig-line");
    mark.style.left = place(scale, line.at);
    return mark;
  });
}

/** Interval bars with their estimates; the numbers stand beside, so that this is decoration. */
function picture(cell, scale) {
  const track = node("div", "bl-fig-track");
  track.setAttribute("aria-hidden", "true");
  track.append(...lines(scale));
  for (const mark of cell?.marks ?? []) {
    if (mark.value === null) continue;
    if (mark.low !== null && mark.low !== undefined) {
      const bar = node("span", `bl-fig-bar bl-fig-${mark.kind}`);
      bar.style.left = place(scale, mark.low);
      bar.style.right = `calc(100% - ${place(scale, mark.high)})`;
      track.append(bar);
    }
    const dot = node("span", `bl-fig-dot bl-fig-${mark.kind}`);
    dot.style.left = place(scale, mark.value);
    track.append(dot);
  }
  return track;
}

/** How often each of two did something, back to back from a middle line. */
function balance(cell) {
  const track = node("div", "bl-fig-balance");
  track.setAttribute("aria-hidden", "true");
  for (const [side, number] of [["left", cell.left], ["right", cell.right]]) {
    const bar = node("span", `bl-fig-${side}`);
    bar.style.width = `${(50 * number) / Math.max(1, cell.most)}%`;
    track.append(bar);
  }
  return track;
}

function axis(scale) {
  const made = node("span", "bl-fig-axis");
  made.setAttribute("aria-hidden", "true");
  for (const line of scale.lines.filter((one) => one.label)) {
    const label = node("span", "", line.label);
    label.style.left = place(scale, line.at);
    made.append(label);
  }
  return made;
}

function head(T, column) {
  const cell = node("th", `bl-fig-${column.kind}`);
  cell.scope = "col";
  const sorted = T.sort.key === column.key;
  if (sorted) cell.setAttribute("aria-sort", T.sort.down ? "descending" : "ascending");
  const button = node("button", "bl-fig-sort", column.title);
  button.type = "button";
  button.title = column.help || `Sort by ${column.title}`;
  button.append(node("span", "bl-fig-arrow", sorted ? (T.sort.down ? " ▼" : " ▲") : ""));
  button.addEventListener("click", () => {
    T.sort = { key: column.key, down: sorted ? !T.sort.down : column.down ?? false };
    draw(T);
    T.root.querySelectorAll(".bl-fig-sort")[T.data.columns.indexOf(column)].focus();
  });
  cell.append(button);
  if (column.kind === "picture") cell.append(axis(T.data.scale));
  return cell;
}

function figureCell(T, column, cell) {
  const made = node("td", `bl-fig-${column.kind}`);
  if (column.kind === "picture" || column.kind === "balance") {
    made.append(column.kind === "picture" ? picture(cell, T.data.scale) : balance(cell));
    return made;
  }
  if (!cell || cell.value === null || cell.value === undefined) {
    made.append(node("span", "bl-fig-none", cell?.why ? "undefined" : ""));
    if (cell?.why) made.append(node("sup", "", reasonMark(T, cell.why)));
    return made;
  }
  made.append(node("span", "bl-fig-value", shown[column.kind](cell.value)));
  if (cell.low !== null && cell.low !== undefined) {
    const both = [cell.low, cell.high].map(shown[column.kind]).join(" to ");
    made.append(node("span", "bl-fig-between", both));
  }
  if (cell.share !== undefined && cell.share !== null) {
    const bar = node("span", "bl-fig-share");
    bar.style.setProperty("--share", cell.share);
    made.append(bar);
  }
  return made;
}

function reasonMark(T, why) {
  if (!T.reasons.includes(why)) T.reasons.push(why);
  return String.fromCharCode(97 + T.reasons.indexOf(why));
}

function choose(T, id) {
  T.selected = id;
  for (const row of T.root.querySelectorAll("tbody tr")) {
    const on = row.dataset.id === id;
    row.classList.toggle("bl-fig-on", on);
    row.querySelector("button")?.setAttribute("aria-pressed", String(on));
  }
  T.setStateValue("row", id);
}

function bodyRow(T, row) {
  const made = node("tr");
  made.dataset.id = row.id;
  made.classList.toggle("bl-fig-on", row.id === T.selected);
  for (const column of T.data.columns) {
    if (column.kind !== "name") {
      made.append(figureCell(T, column, row.cells[column.key]));
      continue;
    }
    const cell = node("th", "bl-fig-name");
    cell.scope = "row";
    const label = node(T.data.choosable ? "button" : "span", "bl-fig-pick");
    label.append(node("span", "bl-fig-id", row.label ?? ""), node("span", "", row.name));
    if (T.data.choosable) {
      label.type = "button";
      label.setAttribute("aria-pressed", String(row.id === T.selected));
    }
    cell.append(label);
    if (row.note) cell.append(node("span", "bl-fig-note", row.note));
    made.append(cell);
  }
  if (T.data.choosable) made.addEventListener("click", () => choose(T, row.id));
  return made;
}

function draw(T) {
  const box = T.root.querySelector(".bl-fig-scroll");
  const at = [box.scrollTop, box.scrollLeft];
  T.reasons = [];
  const table = node("table", T.data.choosable ? "bl-fig-choosable" : "");
  const top = node("thead"), line = node("tr");
  line.append(...T.data.columns.map((column) => head(T, column)));
  top.append(line);
  const body = node("tbody");
  body.append(...inOrder(T).map((row) => bodyRow(T, row)));
  table.append(top, body);
  box.setAttribute("aria-label", T.data.title);
  box.replaceChildren(table);
  [box.scrollTop, box.scrollLeft] = at;
  T.root.querySelector(".bl-fig-rests").textContent = T.data.caption;
  const notes = T.root.querySelector(".bl-fig-notes");
  notes.replaceChildren(
    ...T.reasons.map((why, number) => {
      const note = node("li");
      note.append(node("sup", "", String.fromCharCode(97 + number)), ` ${why}`);
      return note;
    }),
  );
  T.root.dataset.ready = "yes";
}

export default function showFigures({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".bl-fig");
  if (!root || !data) return undefined;
  const before = TABLES.get(root);
  const same = before && before.data.title === data.title && before.data.first === data.first;
  const T = { root, data, setStateValue, selected: data.selected, reasons: [] };
  const first = data.columns.find((column) => column.key === data.sort) ?? data.columns[0];
  T.sort = { key: first.key, down: first.down };
  if (same && data.columns.some((column) => column.key === before.sort.key)) T.sort = before.sort;
  TABLES.set(root, T);
  draw(T);
  return () => TABLES.delete(root);
}
