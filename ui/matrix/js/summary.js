// What a person does in the drawer: writing, referring, signing, going on to the next cell.

/** Put a passage's reference where the caret is, so that undo takes it out again. */
function insertReference(R, index) {
  const cell = openedCell(R);
  const passage = cell && !isHead(cell) ? cell.passages[index] : null;
  if (!passage) return false;
  const { words } = R.ui;
  words.focus({ preventScroll: true });
  const before = words.value.slice(0, words.selectionStart);
  const after = words.value.slice(words.selectionEnd);
  const lead = before && !/[\s([]$/.test(before) ? " " : "";
  const trail = after && !/^[\s.,;:)\]]/.test(after) ? " " : "";
  const mark = `${lead}[${passage.label}]${trail}`;
  if (!document.execCommand("insertText", false, mark)) {
    words.setRangeText(mark, words.selectionStart, words.selectionEnd, "end");
    typed(R);
  }
  say(R, `Reference ${passage.label} inserted`);
  return true;
}

/** Something was typed: kept at once, saved after a pause. */
function typed(R) {
  const cell = openedCell(R);
  if (!cell) return;
  keepWords(R, cell, R.ui.words.value);
  if (!isHead(cell) && referencesIn(R.ui.words.value, cell.passages).join() !== R.cited) {
    drawPassages(R, cell);
  }
  clearTimeout(R.pause);
  R.pause = setTimeout(() => commitWords(R, cell), PAUSE);
}

/** A reference that was dropped into the text gets its spaces; undo takes all of it out again. */
function dropped(R) {
  const { words } = R.ui;
  const { selectionStart: start, selectionEnd: end, value } = words;
  const mark = value.slice(start, end);
  if (!/^\[.*\]$/.test(mark)) return;
  const lead = start && !/[\s([]/.test(value[start - 1]) ? " " : "";
  const trail = end < value.length && !/[\s.,;:)\]]/.test(value[end]) ? " " : "";
  words.focus({ preventScroll: true });
  if (lead || trail) document.execCommand("insertText", false, lead + mark + trail);
  else words.setSelectionRange(end, end);
  say(R, `Reference ${mark.slice(1, -1)} inserted`);
}

function toggleSign(R) {
  leaveCell(R);
  const cell = openedCell(R);
  if (!cell?.summary || waitingWords(R, cell)) return;
  const deed = cell.signed ? "sign-off taken back" : "signed off";
  const over = cell.signed ? null : cell.summary.at;
  act(R, { act: deed, case: cell.case, code: cell.code, over });
  say(R, cell.signed ? "Signed off" : "Sign-off taken back");
}

function toggleAsked(R) {
  const cell = openedCell(R);
  act(R, { act: cell.notAsked ? "asked after all" : "not asked", case: cell.case, code: cell.code });
}

/** The summary is confirmed over the codings as they now stand. */
function stillHolds(R) {
  leaveCell(R);
  const cell = openedCell(R);
  if (cell?.summary && !waitingWords(R, cell)) act(R, summaryOp(R, cell, cell.summary.text));
}

/** All cells of case by code in reading order, with their place in the grid. */
function* cellsInOrder(R) {
  for (const shown of R.model.cases) {
    for (const column of R.model.columns) {
      for (const code of column.codes) {
        yield { row: shown.index, column: column.index, code, cell: cellAt(R.model, shown.id, code), shown };
      }
    }
  }
}

function stepCell(R, by, wanted = ({ cell }) => cell.passages.length || cell.summary) {
  const all = [...cellsInOrder(R)];
  const from = R.open
    ? all.findIndex(({ cell }) => isOpen(R, cell))
    : all.findIndex(({ row, column }) => row === R.focus.row && column === R.focus.column) - by;
  for (let at = from + by; at >= 0 && at < all.length; at += by) {
    if (wanted(all[at])) {
      openCell(R, all[at].row, all[at].column, all[at].code);
      return true;
    }
  }
  return false;
}

function saveAndNext(R) {
  leaveCell(R);
  if (R.open && isHead(R.open)) {
    if (!stepHead(R, 1)) closeDrawer(R);
    return;
  }
  if (stepCell(R, 1)) return;
  say(R, "Saved. This was the last cell with passages.", true);
  closeDrawer(R);
}

/** From the cell in front of the person on, and then from the beginning. */
function nextToDo(R) {
  nextIn(R, WORK_LEFT, "Every coded cell here is summarised.");
}

function nextStale(R) {
  nextIn(R, ["stale"], "Nothing here is stale any more.");
}

function nextIn(R, wanted, done) {
  const toDo = ({ cell, shown }) => wanted.includes(stateOf(cell, shown.settled));
  if (stepCell(R, 1, toDo)) return;
  closeDrawer(R, { focus: false });
  R.focus = { row: 0, column: 0 };
  if (stepCell(R, 1, toDo)) return;
  markFocus(R);
  say(R, done, true);
}
