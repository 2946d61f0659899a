// Keys and clicks. The grid moves like a spreadsheet; in the drawer keys are for writing.

const ACTS = {
  next: nextToDo,
  nextStale,
  context: (R, actor) => toggleContext(R, Number(actor.dataset.passage)),
  more: (R, actor) => moreContext(R, Number(actor.dataset.passage)),
  close: (R) => closeDrawer(R),
  saveNext: saveAndNext,
  sign: toggleSign,
  asked: toggleAsked,
  holds: stillHolds,
  certainty: toggleCertainty,
  memo: toggleMemo,
  negative: toggleNegative,
  saveNegative,
  draft: (R) => draftCells(R, [openedCell(R)]),
  draftByModel,
  draftMany: (R) => draftColumn(R),
  undoDrafts,
  openCell: (R, actor) => openByIds(R, actor.dataset.case, actor.dataset.code),
  insert: (R, actor) => insertReference(R, Number(actor.dataset.passage)),
  step: (R, actor) => stepAny(R, Number(actor.dataset.step)),
  saveOver: (R) => saveOver(R, openedCell(R)),
  dropMine: (R) => dropMine(R, openedCell(R)),
  dismiss: (R, actor) => actor.closest(".bm-notice").remove(),
  goTo: (R, actor) => {
    actor.closest(".bm-notice").remove();
    openByIds(R, actor.dataset.case, actor.dataset.code);
  },
};

function stepAny(R, by) {
  if (R.open && isHead(R.open)) stepHead(R, by);
  else stepCell(R, by, () => true);
}

function onClick(R, event) {
  const actor = event.target.closest("[data-act]");
  if (actor) {
    ACTS[actor.dataset.act]?.(R, actor);
    return;
  }
  const head = event.target.closest(".bm-column");
  if (head) {
    hideMeaning(R);
    openHead(R, -1, Number(head.dataset.column));
    return;
  }
  const side = event.target.closest(".bm-case");
  if (side) {
    openHead(R, Number(side.dataset.row), -1);
    return;
  }
  const cell = event.target.closest(".bm-cell");
  if (cell) openCell(R, Number(cell.dataset.row), Number(cell.dataset.column));
}

function onKey(R, event) {
  if (event.isComposing) return;
  const inDrawer = R.ui.drawer.contains(event.target);
  const used = inDrawer ? drawerKey(R, event) : gridKey(R, event);
  if (used) {
    event.preventDefault();
    event.stopPropagation();
  } else if (inDrawer && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    event.stopPropagation(); // letters are for writing, not for Streamlit's shortcuts
  }
}

function drawerKey(R, event) {
  if (event.key === "Escape") {
    closeDrawer(R);
    return true;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    saveAndNext(R);
    return true;
  }
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (digit && event.altKey && !event.ctrlKey) return insertReference(R, Number(digit[1]) - 1);
  return false;
}

const FAR = 8;

function gridKey(R, event) {
  if (!event.target.closest(".bm-cell, .bm-column, .bm-case") || event.altKey) return false;
  const { row, column } = R.focus;
  const lastRow = R.model.cases.length - 1;
  const lastColumn = R.model.columns.length - 1;
  const far = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" || event.key === " ") {
    if (row >= 0 && column >= 0) openCell(R, row, column);
    else openHead(R, row, column);
    return true;
  }
  if (event.key === "Escape" && !R.ui.card.hidden) {
    hideMeaning(R);
    return true;
  }
  const places = {
    ArrowDown: [far ? lastRow : row + 1, column],
    ArrowUp: [far ? 0 : row - 1, column],
    ArrowRight: [row, far ? lastColumn : column + 1],
    ArrowLeft: [row, far ? 0 : column - 1], // past the first cell lies the head of the row
    PageDown: [row + FAR, column],
    PageUp: [row - FAR, column],
    Home: [far ? 0 : row, 0],
    End: [far ? lastRow : row, lastColumn],
  };
  const place = places[event.key];
  if (!place) return false;
  const lowest = event.key === "PageUp" ? 0 : -1;
  const nextRow = Math.max(column < 0 ? 0 : lowest, Math.min(lastRow, place[0]));
  const nextColumn = Math.max(nextRow < 0 ? 0 : -1, Math.min(lastColumn, place[1]));
  R.focus = { row: nextRow, column: nextColumn };
  markFocus(R);
  return true;
}

function onFocusIn(R, event) {
  const place = event.target.closest(".bm-cell, .bm-column, .bm-case");
  if (!place) return;
  R.focus = { row: Number(place.dataset.row), column: Number(place.dataset.column) };
  if (place.classList.contains("bm-column")) showMeaning(R, place);
  else hideMeaning(R);
}

function onHover(R, event) {
  const head = event.target.closest(".bm-column");
  clearTimeout(R.hovering);
  if (head) R.hovering = setTimeout(() => showMeaning(R, head), 250);
  else if (!event.target.closest(".bm-card") && R.described !== document.activeElement) hideMeaning(R);
}
