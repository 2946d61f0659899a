// What is typed is kept at every key in this browser's storage; after a pause it becomes an act
// in the outbox, which keeps it there until the program has said that it is stored. Words that
// were refused come back here and wait for the person.

const PAUSE = 2000;
const MOST_WORDS = 20000;
// eslint-disable-next-line no-control-regex
const UNKEEPABLE = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g;

function cleanWords(text) {
  const whole = text.toWellFormed ? text.toWellFormed() : text;
  return whole.replace(/\r\n?/g, "\n").replace(UNKEEPABLE, "");
}

function wordsKey(R, cell) {
  return R.wordsShelf + cellName(cell.case, cell.code);
}

/** The words of a cell that are not yet acts: {op, clash}; null if there are none. */
function waitingWords(R, cell) {
  return R.words.get(cellName(cell.case, cell.code)) || null;
}

function keepWords(R, cell, text, clash = "") {
  const before = waitingWords(R, cell);
  const op = summaryOp(R, cell, text);
  if (before) op.over = before.op.over;
  const kept = { op, clash: clash || before?.clash || "" };
  R.words.set(cellName(cell.case, cell.code), kept);
  storeWords(R, cell, kept);
  drawKept(R);
}

function storeWords(R, cell, kept) {
  try {
    if (kept) localStorage.setItem(wordsKey(R, cell), JSON.stringify(kept));
    else localStorage.removeItem(wordsKey(R, cell));
    R.wordsUnkept = false;
  } catch {
    R.wordsUnkept = true;
  }
}

function dropWords(R, cell) {
  R.words.delete(cellName(cell.case, cell.code));
  storeWords(R, cell, null);
  drawKept(R);
}

function summaryOp(R, cell, text) {
  if (isHead(cell)) {
    return {
      act: "second-order summary", scope: scopeOf(R, cell), case: cell.case, code: cell.code,
      text: cleanWords(text).slice(0, MOST_WORDS), over: cell.summary ? cell.summary.at : null,
      references: referencesIn(text, passagesUnder(R, cell)),
    };
  }
  return {
    act: "summary", case: cell.case, code: cell.code, text: cleanWords(text).slice(0, MOST_WORDS),
    references: referencesIn(text, cell.passages), basis: cell.basis, whose: R.data.whose,
    over: cell.summary ? cell.summary.at : null,
  };
}

/** Number an act, show what it changes, tell the other windows, and send it. */
function act(R, op) {
  const cell = cellAt(R.model, op.case, op.code);
  const now = Math.max(Date.now(), R.lastTime + 1, cell.at + 1);
  R.lastTime = now;
  op.made_at = new Date(now).toISOString();
  op.framework_version = R.data.version;
  putInOutbox(R.outbox, [op]);
  R.made.push(op);
  takeOp(R, op);
  R.channel?.postMessage({ op });
  return op;
}

function takeOp(R, op) {
  const cell = applyOp(R.model, op, R.viewer);
  drawCellsOf(R, cell);
  drawTally(R);
  if (isOpen(R, cell)) drawDrawer(R);
}

/** Make what is typed in a cell an act; nothing if it changes nothing, or waits for a choice. */
function commitWords(R, cell) {
  clearTimeout(R.pause);
  const kept = waitingWords(R, cell);
  if (!kept || kept.clash) return;
  if (kept.op.text === (cell.summary?.text || "")) {
    dropWords(R, cell);
    return;
  }
  act(R, kept.op);
  if (!R.outbox.unkept) dropWords(R, cell);
  else R.words.delete(cellName(cell.case, cell.code));
  drawKept(R);
}

function commitAll(R) {
  for (const name of [...R.words.keys()]) commitWords(R, cellAt(R.model, ...JSON.parse(name)));
}

/** Take over what earlier pages of this person kept: words still fitting are saved at once. */
function adoptWords(R) {
  for (const key of storedKeys(R.wordsShelf)) {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key));
    } catch {
      continue;
    }
    if (!kept?.op?.act || typeof kept.op.text !== "string") continue;
    const cell = cellAt(R.model, kept.op.case, kept.op.code);
    const now = cell.summary ? Date.parse(cell.summary.at) : 0;
    const then = kept.op.over ? Date.parse(kept.op.over) : 0;
    const known = isHead(cell) || R.model.codes.has(kept.op.code);
    if (known && now !== then) kept.clash = kept.clash || CLASH;
    if (now === then) kept.clash = "";
    R.words.set(cellName(cell.case, cell.code), kept);
  }
  commitAll(R);
}

const CLASH = "Another summary was written here in the meantime.";

/** Refused acts: words come back and wait; everything else is told and forgotten. */
function takeRefused(R, gone) {
  const names = new Set(gone.map(({ op }) => opName(op)));
  R.made = R.made.filter((op) => !names.has(opName(op)));
  const last = new Map();
  for (const { op, why } of gone) {
    if (op.act.endsWith("summary")) last.set(cellName(op.case, op.code), { op, why });
    else notice(R, `Not saved: ${op.act}. ${why}${op.memo ? ` Your memo was: ${op.memo}` : ""}`);
  }
  rebuild(R);
  for (const { op, why } of last.values()) bringBack(R, op, why);
  R.refresh();
}

function bringBack(R, op, why) {
  const cell = cellAt(R.model, op.case, op.code);
  const typing = waitingWords(R, cell);
  const { client, seq, made_at: madeAt, framework_version: version, ...words } = op;
  const kept = { op: { ...words, text: typing ? typing.op.text : op.text }, clash: why };
  R.words.set(cellName(cell.case, cell.code), kept);
  storeWords(R, cell, kept);
  notice(R, `Not saved: the summary of ${placeName(R, op)}. ${why} Your words are kept here.`, cell);
  if (isOpen(R, cell)) drawDrawer(R, { words: true });
}

function placeName(R, { case: caseId, code }) {
  const shown = R.model.cases.find(({ id }) => id === caseId);
  const name = shown ? shown.name : "a case";
  if (caseId === null) return `all cases on ${code}`;
  return code === null ? `all of ${name}` : `${name} on ${code}`;
}

/** The person has read the other summary and wants their words all the same. */
function saveOver(R, cell) {
  const kept = waitingWords(R, cell);
  if (!kept) return;
  kept.clash = "";
  kept.op = { ...summaryOp(R, cell, kept.op.text) };
  commitWords(R, cell);
  drawDrawer(R, { words: true });
}

function dropMine(R, cell) {
  dropWords(R, cell);
  drawDrawer(R, { words: true });
}
