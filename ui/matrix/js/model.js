// What is known of the matrix: cells by case and code, and what an act in one changes.

const HUES = [
  "#3f7be0", "#9a5fd6", "#d9692b", "#d84a5f", "#1c9a6c", "#0f97ad", "#c2499b", "#b08a12",
  "#5d68d9", "#7a9430", "#2f8fd0", "#a8664a",
];
const SILENT = new Set(["not yet coded", "not asked", "asked and absent"]);
const WORK_LEFT = ["stale", "draft", "coded, not summarised"];

function opName({ client, seq }) {
  return `${client}/${seq}`;
}

function cellName(caseId, codeId) {
  return JSON.stringify([caseId, codeId]);
}

/** Colours come from people's files and go into a style sheet: nothing but hex passes. */
function safeColour(colour) {
  return /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour || "") ? colour : null;
}

function makeModel(data) {
  const themes = new Map(data.themes.map(([id, name, colour], number) => [
    id, { id, name, number, hue: safeColour(colour) || HUES[number % HUES.length] },
  ]));
  const passages = data.passages.map(([document, start, end, text, speaker, seconds, label, unsure]) => ({
    document: data.documents[document][0], start, end, text, speaker, seconds, label,
    unsure: Boolean(unsure),
  }));
  const codes = new Map(data.codes.map(([id, name, theme, definition]) => [
    id, { id, name, definition, theme: themes.get(theme) },
  ]));
  const cases = data.cases.map(([id, name, facts, settled], index) => ({
    id, name, facts, settled, index,
  }));
  const columns = data.columns.map(([id, name, theme, held, mark, first], index) => ({
    id, name, codes: held, index, theme: themes.get(theme), mark: mark || "", first: Boolean(first),
  }));
  const groups = new Map((data.groups || []).map(([at, label, number]) => [at, { label, number }]));
  const states = new Map(data.states.map(([word, sign, meaning]) => [word, { word, sign, meaning }]));
  const model = { data, themes, passages, codes, cases, columns, groups, states, cells: new Map() };
  for (const told of data.cells) {
    const cell = emptyCell(told.case, told.code);
    cell.passages = told.passages.map((number) => passages[number]);
    cell.basis = told.basis.map(([coder, document, start, end]) => [
      coder, data.documents[document][0], start, end,
    ]);
    cell.at = told.at ? Date.parse(told.at) : 0;
    cell.history = told.history || [];
    cell.notAsked = Boolean(told.not_asked);
    cell.summary = told.summary || null;
    cell.signed = told.signed || null;
    cell.changes = told.changes || [];
    cell.note = told.note || null;
    cell.negative = told.negative || null;
    model.cells.set(cellName(told.case, told.code), cell);
  }
  for (const told of data.heads || []) {
    const cell = emptyCell(told.case, told.code);
    cell.at = Date.parse(told.at);
    cell.history = told.history;
    cell.summary = told.summary || null;
    cell.since = told.since || [];
    model.cells.set(cellName(told.case, told.code), cell);
  }
  return model;
}

function emptyCell(caseId, codeId) {
  return {
    case: caseId, code: codeId, passages: [], basis: [], at: 0, history: [], notAsked: false,
    summary: null, signed: null, changes: [], note: null, negative: null, since: [],
  };
}

/** A cell of case by code, made when it is first asked for. */
function cellAt(model, caseId, codeId) {
  const name = cellName(caseId, codeId);
  if (!model.cells.has(name)) model.cells.set(name, emptyCell(caseId, codeId));
  return model.cells.get(name);
}

/** How far a cell has come, by the rules of the program's own charting. */
function stateOf(cell, settled) {
  if (cell.summary) {
    if (cell.summary.draft) return "draft";
    if (cell.changes.length) return "stale";
    return cell.signed ? "signed off" : "summarised";
  }
  if (cell.passages.length) return "coded, not summarised";
  if (cell.notAsked) return "not asked";
  return settled ? "asked and absent" : "not yet coded";
}

/** The state of several codes' cells together: that of what is left to do. */
function themeState(states) {
  const order = [...WORK_LEFT, "summarised", "signed off", "not yet coded", "asked and absent"];
  return order.find((state) => states.includes(state)) || "not asked";
}

/** What a cell of the grid shows: that of its code, or of its theme's codes together. */
function viewOf(model, shown, column) {
  const cells = column.codes.map((code) => cellAt(model, shown.id, code));
  const states = cells.map((cell) => stateOf(cell, shown.settled));
  const written = cells.filter((cell) => cell.summary);
  const many = column.codes.length > 1;
  return {
    state: many ? themeState(states) : states[0],
    texts: written.map((cell) => ({ code: many ? cell.code : "", text: cell.summary.text })),
    first: written.length ? "" : cells.find((cell) => cell.passages.length)?.passages[0].text || "",
    count: new Set(cells.flatMap((cell) => cell.passages)).size,
    unsure: cells.some((cell) => cell.note?.certainty === "unsure"),
    noted: cells.some((cell) => cell.note?.memo),
    against: cells.some((cell) => cell.negative),
    contradicted: cells.some((cell) => cell.notAsked && cell.passages.length),
  };
}

/** Let an act, this page's or another's of the same person, change what is shown. */
function applyOp(model, op, by) {
  const cell = cellAt(model, op.case, op.code);
  const at = Date.parse(op.made_at);
  if (at <= cell.at) return cell; // what the program told is newer
  cell.at = at;
  cell.history = withEntry(cell.history, [by, op.made_at, wordsOf(op), op.draft ? "draft" : op.act]);
  if (op.act.endsWith("summary")) {
    cell.since = [];
    const draft = Boolean(op.draft);
    cell.summary = op.text.trim() ? { text: op.text, by, at: op.made_at, draft, whose: op.whose } : null;
    cell.signed = null;
    cell.changes = [];
  }
  if (op.act === "cell annotated") {
    const said = op.certainty || op.memo.trim();
    cell.note = said ? { by, at: op.made_at, certainty: op.certainty, memo: op.memo } : null;
  }
  if (op.act === "signed off") {
    cell.signed = { by, at: op.made_at };
    if (cell.summary) cell.summary.draft = false; // who signs a draft makes it theirs
  }
  if (op.act === "negative case") cell.negative = { by, at: op.made_at, reason: op.text };
  if (op.act === "negative case taken back") cell.negative = null;
  if (op.act === "sign-off taken back") cell.signed = null;
  if (op.act === "not asked") cell.notAsked = true;
  if (op.act === "asked after all") cell.notAsked = false;
  return cell;
}

function wordsOf(op) {
  if (op.act !== "cell annotated") return op.text || "";
  return [op.certainty, op.memo.trim()].filter(Boolean).join(": ");
}

const SITTING = 30 * 60 * 1000;

/** What one person saves in one sitting is one entry. */
function withEntry(history, entry) {
  const last = history[history.length - 1];
  const same = last && last[0] === entry[0] && last[3] === entry[3] && entry[3].endsWith("summary") &&
    Date.parse(entry[1]) - Date.parse(last[1]) < SITTING;
  return [...(same ? history.slice(0, -1) : history), entry];
}

/** The places that a text refers to, of those that its cell shows. */
function referencesIn(text, passages) {
  const named = new Map(passages.map((passage) => [passage.label, passage]));
  const found = new Map();
  for (const [, inside] of text.matchAll(/\[([^[\]]{1,2000})\]/g)) {
    for (const part of inside.split(/[;,]/)) {
      const passage = named.get(part.trim());
      if (passage) found.set(passage.label, [passage.document, passage.start, passage.end]);
    }
  }
  return [...found.values()];
}

function tallyOf(model) {
  const tally = new Map();
  for (const shown of model.cases) {
    for (const column of model.columns) {
      for (const code of column.codes) {
        const state = stateOf(cellAt(model, shown.id, code), shown.settled);
        tally.set(state, (tally.get(state) || 0) + 1);
      }
    }
  }
  return tally;
}
