// The drawer: one cell's passages, and the summary that a person writes of them.

/** Open the cell at a place of the grid; of a theme's cell, its code `codeId` or what is to do. */
function openCell(R, row, column, codeId = null, { focus = true } = {}) {
  leaveCell(R);
  const shown = R.model.cases[row];
  const held = R.model.columns[column].codes;
  const wanted = codeId && held.includes(codeId) ? codeId : firstToDo(R, shown, held);
  const before = R.open;
  R.open = { row, column, case: shown.id, code: wanted };
  R.focus = { row, column };
  R.ui.drawer.hidden = false;
  R.ui.root.classList.add("bm-drawn");
  if (before) drawPlace(R, before.row, before.column);
  drawPlace(R, row, column);
  markFocus(R, { focus: false });
  drawDrawer(R, { words: true });
  R.ui.inside.scrollTop = 0;
  const node = nodeAt(R, row, column);
  if (node) intoView(R, node, row);
  if (focus) R.ui.words.focus({ preventScroll: true });
  rememberOpen(R);
}

function firstToDo(R, shown, held) {
  const rank = (code) => {
    const cell = cellAt(R.model, shown.id, code);
    const state = WORK_LEFT.indexOf(stateOf(cell, shown.settled));
    if (state >= 0) return state;
    return cell.summary ? 5 : 9;
  };
  return [...held].sort((a, b) => rank(a) - rank(b))[0];
}

function isOpen(R, cell) {
  return Boolean(R.open) && R.open.case === cell.case && R.open.code === cell.code;
}

function openedCell(R) {
  return R.open ? cellAt(R.model, R.open.case, R.open.code) : null;
}

/** What was typed in the cell that is left becomes an act. */
function leaveCell(R) {
  const cell = openedCell(R);
  if (!cell) return;
  commitWords(R, cell);
  if (!isHead(cell)) commitNote(R, cell);
}

function closeDrawer(R, { focus = true } = {}) {
  if (!R.open) return;
  leaveCell(R);
  const { row, column } = R.open;
  R.open = null;
  R.ui.drawer.hidden = true;
  R.ui.root.classList.remove("bm-drawn");
  drawPlace(R, row, column);
  rememberOpen(R);
  onScroll(R); // the grid is wider now
  if (focus) markFocus(R);
}

/** Draw the drawer; the text itself only if the cell is another one or its words have come back. */
function drawDrawer(R, { words = false } = {}) {
  const cell = openedCell(R);
  if (!cell) return;
  const { ui, model } = R;
  ui.drawer.dataset.kind = isHead(cell) ? "head" : "cell";
  if (words) {
    const kept = waitingWords(R, cell);
    ui.words.value = kept ? kept.op.text : cell.summary?.text || "";
  }
  drawClash(R, cell);
  drawWritten(R, cell);
  drawHistory(R, cell);
  drawKept(R);
  ui.codes.hidden = true;
  if (isHead(cell)) {
    drawHead(R, cell);
    return;
  }
  const shown = model.cases[R.open.row];
  const code = model.codes.get(cell.code);
  ui.on.textContent = " on ";
  ui.drawer.dataset.hue = code.theme.number;
  ui.case.textContent = shown.name;
  ui.code.textContent = `${code.id} ${code.name}`;
  ui.facts.textContent = shown.facts.filter(Boolean).join(" · ");
  drawCodes(R, shown);
  drawState(R, cell, shown);
  drawStale(R, cell);
  drawAgainst(R, cell, words);
  drawNote(R, cell, words);
  drawMany(R, null);
  drawPassages(R, cell);
  ui.definition.hidden = !code.definition;
  ui.meaning.textContent = code.definition;
}

/** A theme's cell holds several codes: one of them is written at a time. */
function drawCodes(R, shown) {
  const { codes } = R.model.columns[R.open.column];
  R.ui.codes.hidden = codes.length < 2;
  if (codes.length < 2) return;
  R.ui.codes.replaceChildren(...codes.map((id) => {
    const cell = cellAt(R.model, shown.id, id);
    const { sign, word } = R.model.states.get(stateOf(cell, shown.settled));
    const name = `${sign} ${id} ${R.model.codes.get(id).name}: ${word}`;
    return el("option", "", name, { value: id, selected: id === R.open.code ? "" : null });
  }));
}

function drawState(R, cell, shown) {
  const word = stateOf(cell, shown.settled);
  const { sign, meaning } = R.model.states.get(word);
  R.ui.state.className = `bm-state bm-${KINDS[word]}`;
  R.ui.state.replaceChildren(el("span", "bm-sign", sign, { "aria-hidden": "true" }), ` ${word}`);
  R.ui.state.title = meaning;
  R.ui.sign.hidden = !cell.summary || word === "stale";
  R.ui.sign.textContent = cell.signed ? "Take sign-off back" : "Sign off";
  R.ui.asked.setAttribute("aria-pressed", String(cell.notAsked));
  R.ui.asked.textContent = cell.notAsked ? "× Not asked" : "Not asked";
  R.ui.asked.hidden = Boolean(cell.summary) && !cell.notAsked;
}

function drawClash(R, cell) {
  const kept = waitingWords(R, cell);
  R.ui.clash.hidden = !kept?.clash;
  if (!kept?.clash) return;
  const parts = [el("p", "bm-strong-words", "Your words are kept in this browser, but not saved.")];
  parts.push(el("p", "", kept.clash));
  const other = cell.summary && cell.summary.text !== kept.op.text;
  if (other) {
    parts.push(el("p", "bm-quiet", `${nameOf(R, cell.summary.by)}, ${whenOf(cell.summary.at)}:`));
    parts.push(el("blockquote", "bm-other", cell.summary.text, { dir: "auto" }));
  }
  const tools = el("div", "bm-actions");
  tools.append(button("bm-button", other ? "Save mine instead" : "Save my words", "saveOver"));
  tools.append(button("bm-button", "Drop my words", "dropMine"));
  R.ui.clash.replaceChildren(...parts, tools);
}

function drawStale(R, cell) {
  R.ui.stale.hidden = !cell.changes.length;
  if (!cell.changes.length) return;
  const list = el("ul", "", null, { role: "list" });
  for (const line of cell.changes) list.append(el("li", "", line, { dir: "auto" }));
  R.ui.stale.replaceChildren(
    el("p", "bm-strong-words", "The codings have changed since this was written."),
    list,
    button("bm-button", "It still holds", "holds"),
  );
}

function drawWritten(R, cell) {
  const parts = [];
  if (cell.summary) {
    const how = cell.summary.draft ? "Drafted by the program, asked by" : "Written by";
    parts.push(`${how} ${nameOf(R, cell.summary.by)}, ${whenOf(cell.summary.at)}`);
  }
  if (cell.summary && !isHead(cell) && cell.summary.whose !== R.data.whose) parts.push(basisOf(R, cell.summary.whose));
  if (cell.signed) parts.push(`signed off by ${nameOf(R, cell.signed.by)}, ${whenOf(cell.signed.at)}`);
  if (cell.notAsked && cell.passages.length) {
    parts.push("marked as not asked, though there are passages");
  }
  R.ui.written.textContent = parts.join("; ");
}

/** On whose codings a summary rests that was written from others than those on the page. */
function basisOf(R, whose) {
  const number = R.data.coders.findIndex(([id]) => id === whose);
  if (whose === null) return "resting on what the coders agree on";
  return `resting on ${number === R.viewer ? "your" : `${nameOf(R, number)}'s`} codings alone`;
}

const DONE = {
  summary: "wrote", draft: "had the program draft", "signed off": "signed off",
  "sign-off taken back": "took the sign-off back", "not asked": "marked as not asked",
  "asked after all": "marked as asked after all", "cell annotated": "noted",
  "second-order summary": "wrote", "negative case": "marked as a negative case",
  "negative case taken back": "took back that it is a negative case",
};

/** Everything that was done in the cell, newest first. */
function drawHistory(R, cell) {
  const entries = [...cell.history].reverse();
  R.ui.history.hidden = !entries.length;
  R.ui.historyTitle.textContent = `History: ${counted(entries.length, "entry", "entries")}`;
  R.ui.versions.replaceChildren(...entries.map(([by, at, text, deed]) => {
    const item = el("li");
    item.append(el("p", "bm-quiet", `${nameOf(R, by)} ${DONE[deed] || deed}, ${whenOf(at)}`));
    if (text || deed.endsWith("summary") || deed === "draft") {
      item.append(el("p", "bm-version", text || "(emptied)", { dir: "auto" }));
    }
    return item;
  }));
}

function nameOf(R, number) {
  return number === R.viewer ? "you" : R.data.coders[number]?.[1] || "somebody";
}

function whenOf(at) {
  return new Date(at).toLocaleString("en-GB", {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
  });
}

function drawKept(R) {
  R.ui.root.dataset.words = String(R.words.size);
  if (!R.open) return;
  const cell = openedCell(R);
  const kept = waitingWords(R, cell);
  const queued = R.outbox.queue.some((op) => op.case === cell.case && op.code === cell.code);
  let text = cell.summary ? "Saved" : "";
  let state = "saved";
  if (kept || queued) [state, text] = ["saving", kept && !queued ? "Typing – kept" : "Saving"];
  if (kept?.clash) [state, text] = ["offline", "Not saved – kept"];
  else if ((kept || queued) && R.outbox.failed) [state, text] = ["offline", "Offline – kept"];
  if (R.wordsUnkept) [state, text] = ["offline", "Not kept: leave this page open"];
  R.ui.kept.dataset.state = state;
  setText(R.ui.kept, text);
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
