// How sure somebody is of a cell, and their memo on it. What is typed is kept at every key, as
// the summary's words are, and becomes an act after a pause.

function noteKey(R, cell) {
  return `${R.notesShelf}${cellName(cell.case, cell.code)}`;
}

function typedNote(R, cell) {
  try {
    return localStorage.getItem(noteKey(R, cell));
  } catch {
    return null;
  }
}

function drawNote(R, cell, fresh) {
  const said = cell.note?.certainty || null;
  for (const node of R.ui.certainty.querySelectorAll("[data-certainty]")) {
    node.setAttribute("aria-pressed", String(node.dataset.certainty === said));
  }
  if (fresh || document.activeElement !== R.ui.memo) {
    R.ui.memo.value = typedNote(R, cell) ?? (cell.note?.memo || "");
  }
  if (fresh) showMemo(R, Boolean(R.ui.memo.value));
  R.ui.noted.textContent = cell.note ? `Noted by ${nameOf(R, cell.note.by)}, ${whenOf(cell.note.at)}` : "";
}

function showMemo(R, open) {
  R.ui.memo.hidden = !open;
  R.ui.memoOpen.setAttribute("aria-expanded", String(open));
}

function toggleMemo(R) {
  showMemo(R, R.ui.memo.hidden);
  if (!R.ui.memo.hidden) R.ui.memo.focus({ preventScroll: true });
}

/** Sure and unsure exclude each other; the same again takes it back. */
function toggleCertainty(R, actor) {
  const cell = openedCell(R);
  if (!cell) return;
  const { certainty } = actor.dataset;
  annotateCell(R, cell, cell.note?.certainty === certainty ? null : certainty, R.ui.memo.value);
}

function typedMemo(R) {
  const cell = openedCell(R);
  if (!cell) return;
  try {
    localStorage.setItem(noteKey(R, cell), R.ui.memo.value);
  } catch {
    R.wordsUnkept = true;
  }
  clearTimeout(R.notePause);
  R.notePause = setTimeout(() => commitNote(R, cell), PAUSE);
}

/** Make a typed memo an act; nothing if it changes nothing. */
function commitNote(R, cell) {
  clearTimeout(R.notePause);
  const typed = typedNote(R, cell);
  if (typed === null) return;
  annotateCell(R, cell, cell.note?.certainty || null, typed);
}

function annotateCell(R, cell, certainty, typed) {
  const memo = cleanWords(typed).slice(0, MOST_MEMO);
  if (memo !== (cell.note?.memo || "") || certainty !== (cell.note?.certainty || null)) {
    const over = cell.note ? cell.note.at : null;
    act(R, { act: "cell annotated", case: cell.case, code: cell.code, certainty, memo, over });
  }
  try {
    if (!R.outbox.unkept) localStorage.removeItem(noteKey(R, cell));
  } catch {
    // nothing was kept there
  }
}

const MOST_MEMO = 10000;

/** Memos that an earlier page could not make acts of. */
function adoptNotes(R) {
  for (const key of storedKeys(R.notesShelf)) {
    const name = key.slice(R.notesShelf.length);
    if (R.model.cells.has(name)) commitNote(R, R.model.cells.get(name));
  }
}
