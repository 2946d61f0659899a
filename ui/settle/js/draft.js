// A verdict in the making: what is chosen and typed for a passage is kept in this browser until
// it is settled, so that neither a reload nor a dead server takes it away.

const NO_DRAFT = { kind: null, takes: null, marks: [], reason: "" };

function readDrafts(shelf) {
  try {
    const kept = JSON.parse(localStorage.getItem(shelf));
    return kept && typeof kept === "object" ? new Map(Object.entries(kept)) : new Map();
  } catch {
    return new Map();
  }
}

function keepDrafts(R) {
  try {
    if (R.drafts.size) localStorage.setItem(R.shelf, JSON.stringify(Object.fromEntries(R.drafts)));
    else localStorage.removeItem(R.shelf);
  } catch {
    // then it lives as long as the page
  }
}

function draftOf(R, passage) {
  return { ...NO_DRAFT, ...R.drafts.get(passage.place) };
}

/** Change the draft of the passage in front; an empty one is no draft. */
function putDraft(R, change, passage = R.now) {
  const draft = { ...draftOf(R, passage), ...change };
  const empty = !draft.kind && !draft.reason;
  if (empty) R.drafts.delete(passage.place);
  else R.drafts.set(passage.place, draft);
  keepDrafts(R);
  return draft;
}

function dropDraft(R, place) {
  R.drafts.delete(place);
  keepDrafts(R);
}

/** The part of a coding that lies on the passage, without white space at its edges. */
function clipped(passage, { start, end }) {
  const { offsets, text } = viewOf(passage.document);
  const from = offsets.toUnits(Math.max(start, passage.start));
  const to = offsets.toUnits(Math.min(end, passage.end));
  const words = from < to ? trimSpan(text, from, to) : null;
  return words && [offsets.toPoints(words[0]), offsets.toPoints(words[1])];
}

/** What shall stand of some codings; those of one code that overlap become one. */
function marksFrom(passage, codings) {
  const marks = [];
  for (const coding of codings) {
    const span = clipped(passage, coding);
    if (span) marks.push([...span, coding.code]);
  }
  return joinedMarks(marks);
}

function joinedMarks(marks) {
  const joined = [];
  for (const mark of [...marks].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const before = joined.findLast((one) => one[2] === mark[2]);
    if (before && mark[0] < before[1]) before[1] = Math.max(before[1], mark[1]);
    else joined.push([...mark]);
  }
  return joined;
}

const isAsked = (passage, code) => passage.codes.includes(code);
const askedCodings = (passage, coder) =>
  passage.codings.filter((one) => one.coder === coder && isAsked(passage, one.code));

/** What one coder chose of the codes in question; empty is "no code". */
function takeDraft(R, passage, coder) {
  const marks = marksFrom(passage, askedCodings(passage, coder));
  return { kind: "one", takes: R.data.coders[coder].id, marks };
}

function allDraft(passage) {
  const asked = passage.codings.filter((one) => isAsked(passage, one.code));
  return { kind: "all", takes: null, marks: marksFrom(passage, asked) };
}

/** Name the verdict after marks that were put together by hand. */
function handDraft(passage, marks) {
  if (!marks.length) return { kind: "none", takes: null, marks };
  const asked = passage.codings.filter((one) => isAsked(passage, one.code));
  const given = new Set(marksEach(passage, asked).map((mark) => mark.join(":")));
  const codes = new Set(passage.codings.map((one) => one.code));
  let kind = "some";
  if (marks.some((mark) => !given.has(mark.join(":")))) kind = "span";
  if (marks.some(([, , code]) => !codes.has(code))) kind = "code";
  return { kind, takes: null, marks };
}

function marksEach(passage, codings) {
  return codings.flatMap((coding) => marksFrom(passage, [coding]));
}
