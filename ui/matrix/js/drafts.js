// Drafts: the program picks passages and quotes them; what it picked is marked as a draft until
// a person edits it, signs it off or takes it away.

const DRAFT_AT = "/api/draft";
const DRAFTS_AT_ONCE = 40;
const MODEL_AT = "/api/draft-by-model";
const MODEL_TAKES = 120000; // milliseconds at most

function draftable(cell) {
  return cell.passages.length > 0 && !cell.summary;
}

/** The cells of a column that are coded and that nobody has written in. */
function toDraft(R, column) {
  return R.model.cases.flatMap((shown) => column.codes.map((code) => cellAt(R.model, shown.id, code)))
    .filter((cell) => draftable(cell) && !waitingWords(R, cell));
}

/** What can be drafted where the person is: one cell, or what is left of a column. */
function drawMany(R, column) {
  const cell = openedCell(R);
  const parts = [];
  if (!isHead(cell)) {
    if (draftable(cell) && !waitingWords(R, cell)) parts.push(button("bm-button", "Draft from the passages", "draft"));
    if (R.data.drafter && draftable(cell) && !waitingWords(R, cell)) {
      parts.push(button("bm-button", "Draft with the language model", "draftByModel", { title: `Sends the passages of this cell to ${R.data.drafter}` }));
    }
    if (cell.summary?.draft) {
      parts.push(el("p", "bm-quiet", "◊ The machine drafted these words. They stay a draft until somebody edits them or signs them off."));
    }
  } else if (column) {
    const left = toDraft(R, column).length;
    if (left) {
      parts.push(button("bm-button", `Draft ${counted(left, "cell")} from the passages`, "draftMany"));
      parts.push(el("p", "bm-quiet", "Coded cells in which nobody has written. Each is marked as a draft."));
    }
  }
  const back = R.drafted.filter(({ case: id, code }) => stillDraft(R, id, code)).length;
  if (back) parts.push(button("bm-button", `Take ${counted(back, "draft")} back`, "undoDrafts"));
  R.ui.many.hidden = !parts.length;
  R.ui.many.replaceChildren(...parts);
}

function stillDraft(R, caseId, code) {
  return Boolean(cellAt(R.model, caseId, code).summary?.draft);
}

function draftColumn(R) {
  return draftCells(R, toDraft(R, R.model.columns[R.open.column]));
}

/** One cell at a time: the model may take a minute, and its words need a person's eye. */
function draftByModel(R) {
  if (R.asking) return say(R, "The language model is still at work on a draft.", true);
  R.asking = true;
  return draftCells(R, [openedCell(R)], MODEL_AT).finally(() => { R.asking = false; });
}

async function draftCells(R, cells, at = DRAFT_AT) {
  const drafted = [];
  say(R, at === MODEL_AT ? `Asking the language model at ${R.data.drafter}` : `Drafting ${counted(cells.length, "cell")}`, true);
  for (let from = 0; from < cells.length; from += DRAFTS_AT_ONCE) {
    const told = await askDrafts(R, cells.slice(from, from + DRAFTS_AT_ONCE), at);
    if (!told) break;
    for (const { case: caseId, code, text } of told) {
      const cell = cellAt(R.model, caseId, code);
      if (!text || !draftable(cell) || waitingWords(R, cell)) continue; // somebody wrote meanwhile
      act(R, { ...summaryOp(R, cell, text), draft: true });
      drafted.push({ case: caseId, code });
    }
  }
  if (drafted.length) R.drafted = drafted;
  if (R.open) drawDrawer(R, { words: true });
  if (drafted.length) say(R, `${counted(drafted.length, "cell")} drafted. Go over them, then sign them off.`, true);
}

async function askDrafts(R, cells, at) {
  const asked = cells.map((cell) => ({
    case: cell.case, code: cell.code, passages: cell.passages.map(placeOf),
  }));
  try {
    const answer = await fetch(at, {
      method: "POST", headers: postHeaders(R.outbox), body: JSON.stringify({ cells: asked }),
      signal: AbortSignal.timeout(at === MODEL_AT ? MODEL_TAKES : 60000),
    });
    if (answer.ok) return (await answer.json()).drafts;
    const { error } = await answer.json().catch(() => ({}));
    say(R, error || "It could not be drafted.", true);
  } catch {
    say(R, at === MODEL_AT ? "No draft came. Is the language model still running?" : "It could not be drafted. Is the program still running?", true);
  }
  return null;
}

/** Take back the drafts made last, but none that somebody has edited or signed since. */
function undoDrafts(R) {
  const left = R.drafted.filter(({ case: id, code }) => stillDraft(R, id, code));
  for (const { case: caseId, code } of left) {
    act(R, summaryOp(R, cellAt(R.model, caseId, code), ""));
  }
  R.drafted = [];
  if (R.open) drawDrawer(R, { words: true });
  say(R, `${counted(left.length, "draft")} taken back`, true);
}
