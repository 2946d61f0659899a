// The second order: what a person makes of a whole column (a code or theme down all cases) or a
// whole row (a case across). A head is written in the same drawer and kept in the same outbox; it
// is a cell whose case or code is null.

function isHead(cell) {
  return cell.case === null || cell.code === null;
}

function headKind(cell) {
  return cell.case === null ? "code" : "case";
}

/** Whether a head is about a case, a code, or a theme that stands in one column. */
function scopeOf(R, cell) {
  if (cell.code === null) return "case";
  return R.model.codes.has(cell.code) ? "code" : "theme";
}

/** All passages under a head, each once: those that its summary may refer to. */
function passagesUnder(R, cell) {
  const held = R.model.columns.filter(({ id }) => cell.code === null || id === cell.code);
  const cases = R.model.cases.filter(({ id }) => cell.case === null || id === cell.case);
  return [...new Set(cases.flatMap(({ id }) => held.flatMap(
    ({ codes }) => codes.flatMap((code) => cellAt(R.model, id, code).passages),
  )))];
}

function openHead(R, row, column, { focus = true } = {}) {
  leaveCell(R);
  const before = R.open;
  const about = row < 0
    ? { case: null, code: R.model.columns[column].id }
    : { case: R.model.cases[row].id, code: null };
  R.open = { row, column, ...about };
  R.focus = { row, column };
  R.ui.drawer.hidden = false;
  R.ui.root.classList.add("bm-drawn");
  if (before) drawPlace(R, before.row, before.column);
  drawPlace(R, row, column);
  markFocus(R, { focus: false });
  drawDrawer(R, { words: true });
  R.ui.inside.scrollTop = 0;
  if (focus) R.ui.words.focus({ preventScroll: true });
  rememberOpen(R);
}

/** Draw again what stands at a place of the grid: a cell, or a head's sign. */
function drawPlace(R, row, column) {
  if (row >= 0 && column >= 0) drawCell(R, row, column);
  else drawHeadSign(R, row, column);
}

/** Say at the head of a row or column that something was written of all of it. */
function drawHeadSign(R, row, column) {
  const node = row < 0
    ? R.ui.grid.querySelector(`.bm-column[data-column="${column}"]`)
    : R.rows[row]?.node.querySelector(".bm-case");
  if (!node) return;
  const about = row < 0 ? [null, R.model.columns[column].id] : [R.model.cases[row].id, null];
  const cell = cellAt(R.model, ...about);
  node.classList.toggle("bm-opened", Boolean(R.open) && isOpen(R, cell));
  node.querySelector(".bm-whole")?.remove();
  const kept = waitingWords(R, cell)?.clash ? "your words wait" : "";
  const against = negativesOf(R, cell).length;
  const parts = [cell.summary ? "¶ summary" : "", against ? counted(against, "negative case") : "", kept];
  const text = parts.filter(Boolean).join(" · ");
  if (text) node.append(el("span", "bm-whole", text));
}

/** The cases that were marked as contradicting the pattern of a code, or of a theme's codes. */
function negativesOf(R, cell) {
  if (cell.case !== null) return [];
  const column = R.model.columns.find(({ id }) => id === cell.code);
  const held = column ? column.codes : [cell.code];
  return R.model.cases.flatMap((shown) => held
    .map((code) => ({ shown, code, mark: cellAt(R.model, shown.id, code).negative }))
    .filter(({ mark }) => mark));
}

function drawHead(R, cell) {
  const { ui, model } = R;
  const kind = headKind(cell);
  const column = kind === "code" ? model.columns[R.open.column] : null;
  const shown = kind === "case" ? model.cases[R.open.row] : null;
  if (column) ui.drawer.dataset.hue = column.theme.number;
  else delete ui.drawer.dataset.hue;
  ui.on.textContent = "";
  ui.case.textContent = column ? `${column.id} ${column.name}` : shown.name;
  ui.code.textContent = column ? ", down all cases" : ", across the columns";
  ui.facts.textContent = shown ? shown.facts.filter(Boolean).join(" · ") : "";
  ui.state.textContent = cell.summary ? "¶ written" : "";
  ui.state.className = "bm-state";
  ui.since.textContent = cell.since.length ? `Written or coded anew since: ${cell.since.join(", ")}` : "";
  drawNegatives(R, cell);
  drawBelow(R, cell, column, shown);
  drawMany(R, column);
  const code = column && model.codes.get(column.id);
  ui.definition.hidden = !code?.definition;
  ui.meaning.textContent = code?.definition || "";
}

function drawNegatives(R, cell) {
  const found = negativesOf(R, cell);
  R.ui.negatives.hidden = !found.length;
  R.ui.negativeList.replaceChildren(...found.map(({ shown, code, mark }) => {
    const item = el("li", "bm-passage");
    const head = el("div", "bm-where");
    head.append(linkTo(shown.id, code, `${shown.name} on ${code}`));
    head.append(el("span", "bm-quiet", `${nameOf(R, mark.by)}, ${whenOf(mark.at)}`));
    item.append(head, el("p", "bm-version", mark.reason, { dir: "auto" }));
    return item;
  }));
}

function linkTo(caseId, codeId, text) {
  return button("bm-link", text, "openCell", { "data-case": caseId, "data-code": codeId });
}

/** The summaries that a head stands over, in the order of the grid. */
function drawBelow(R, cell, column, shown) {
  const places = column
    ? R.model.cases.flatMap((one) => column.codes.map((code) => [one, code]))
    : R.model.columns.flatMap(({ codes }) => codes.map((code) => [shown, code]));
  const told = places
    .map(([one, code]) => ({ one, code, cell: cellAt(R.model, one.id, code) }))
    .filter(({ cell: found }) => found.summary || found.passages.length);
  const many = column && column.codes.length > 1;
  R.drawnPassages = null;
  R.ui.count.textContent = told.length ? "What it rests on" : "Nothing is coded here";
  R.ui.passages.replaceChildren(...told.map(({ one, code, cell: found }) => {
    const item = el("li", "bm-passage");
    const head = el("div", "bm-where");
    const name = column ? one.name + (many ? ` on ${code}` : "") : `${code} ${R.model.codes.get(code).name}`;
    const { sign, word } = R.model.states.get(stateOf(found, one.settled));
    head.append(linkTo(one.id, code, name));
    head.append(el("span", "bm-quiet", `${sign} ${word}, ${counted(found.passages.length, "passage")}`));
    item.append(head);
    if (found.summary) item.append(el("p", "bm-version", found.summary.text, { dir: "auto" }));
    return item;
  }));
}

/** The next head of the same kind. */
function stepHead(R, by) {
  const { row, column } = R.open;
  const next = row < 0 ? column + by : row + by;
  const known = row < 0 ? R.model.columns[next] : R.model.cases[next];
  if (!known) return false;
  if (row < 0) openHead(R, row, next);
  else openHead(R, next, column);
  return true;
}

/** Mark a case as contradicting the pattern of a code, with the reason; or take that back. */
function toggleNegative(R) {
  const cell = openedCell(R);
  if (!cell || isHead(cell)) return;
  const { case: caseId, code } = cell;
  if (cell.negative) {
    const { at } = cell.negative;
    act(R, { act: "negative case taken back", scope: "code", case: caseId, code, text: "", over: at });
    return;
  }
  R.ui.against.hidden = !R.ui.against.hidden;
  if (!R.ui.against.hidden) R.ui.reason.focus();
}

function saveNegative(R) {
  const cell = openedCell(R);
  const reason = cleanWords(R.ui.reason.value).trim().slice(0, MOST_MEMO);
  if (!reason) {
    say(R, "Say in a few words why the case contradicts the pattern.", true);
    R.ui.reason.focus();
    return;
  }
  const { case: caseId, code } = cell;
  act(R, { act: "negative case", scope: "code", case: caseId, code, text: reason, over: null });
  R.ui.reason.value = "";
  R.ui.against.hidden = true;
}

function drawAgainst(R, cell, fresh) {
  R.ui.negative.setAttribute("aria-pressed", String(Boolean(cell.negative)));
  R.ui.negative.textContent = cell.negative ? "¬ Negative case" : "Negative case";
  R.ui.negativeWhy.textContent = cell.negative
    ? `Contradicts the pattern, says ${nameOf(R, cell.negative.by)}: ${cell.negative.reason}` : "";
  if (!fresh) return;
  R.ui.against.hidden = true;
  R.ui.reason.value = "";
}
