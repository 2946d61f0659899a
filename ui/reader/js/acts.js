// What a coder can do. Each gesture makes one or more decisions, which are drawn at once, kept
// in the outbox and told to this coder's other tabs.

const NO_VALUES = {
  start: null, end: null, code: null, was_start: null, was_end: null, undoes: null,
  shown: null, score: null, certainty: null, memo: null,
};

/** Make the decisions of one gesture; they share a time, by which one undo finds them all. */
function decide(R, parts, { said = "", sameAs = null } = {}) {
  const now = Math.max(Date.now(), R.lastTime + 1);
  R.lastTime = now;
  const madeAt = sameAs || new Date(now).toISOString();
  const version = R.page.data.framework.version;
  const ops = parts.map((part) => ({
    ...NO_VALUES, ...part, made_at: madeAt, framework_version: version,
  }));
  putInOutbox(R.outbox, ops);
  takeIn(R, ops);
  R.channel?.postMessage({ ops });
  if (said) say(R, said);
  return ops;
}

/** Add decisions to the log, wherever they come from, and draw what they change. */
function takeIn(R, ops) {
  const fresh = ops.filter((op) => !R.names.has(opName(op)));
  if (!fresh.length) return [];
  for (const op of fresh) {
    R.names.set(opName(op), op);
    R.log.push(op);
  }
  const before = R.standing;
  if (fresh.some((op) => op.act === "undo")) {
    R.standing = standingOf(R.page, R.log);
  } else {
    for (const op of fresh) applyOp(before.state, op);
    R.standing = arrange(R.page, before.state);
  }
  const touched = touchedBy(R, fresh);
  redraw(R, touched);
  return touched;
}

function forget(R, ops) {
  const gone = new Set(ops.map(opName));
  const touched = touchedBy(R, ops);
  R.log = R.log.filter((op) => !gone.has(opName(op)));
  for (const name of gone) R.names.delete(name);
  R.standing = standingOf(R.page, R.log);
  redraw(R, touched);
}

/** The segments whose margin may look different after these decisions. */
function touchedBy(R, ops) {
  const touched = new Set();
  for (const op of ops) {
    let real = op;
    for (let hops = 0; real && real.act === "undo" && hops < 50; hops += 1) {
      real = real.undoes && R.names.get(opName(real.undoes));
    }
    if (!real || real.start === null) continue;
    for (const segment of segmentsOver(R.page, real.start, real.end)) touched.add(segment);
    if (real.was_start === null) continue;
    for (const segment of segmentsOver(R.page, real.was_start, real.was_end)) touched.add(segment);
  }
  return [...touched];
}

const acceptPart = ({ start, end, code, score }) => ({
  act: "accept", start, end, code, score, shown: true,
});
const rejectPart = (suggestion) => ({ ...acceptPart(suggestion), act: "reject" });
const finishPart = ({ start, end }) => ({ act: "finish", start, end });
const withdrawPart = ({ start, end, code }) => ({ act: "withdraw", start, end, code });

function nameOf(R, code) {
  return codeOf(R.page, code).name;
}

function markNumbered(R, number) {
  const segment = currentSegment(R);
  const marks = segment ? marksOn(R.page, R.standing, segment) : [];
  return marks.find((mark) => mark.number === number);
}

/** Accept the numbered suggestion; if it stands already, take it back. */
function acceptNumber(R, number) {
  const mark = markNumbered(R, number);
  if (!mark) return say(R, `There is no suggestion ${number} here.`);
  const name = nameOf(R, mark.code);
  if (mark.kind === "yes") decide(R, [withdrawPart(mark)], { said: `${name} taken away.` });
  else decide(R, [acceptPart(mark.suggestion)], { said: `${name} accepted.` });
}

/** Reject the numbered suggestion; if it is rejected already, open it again. */
function rejectNumber(R, number) {
  const mark = markNumbered(R, number);
  if (!mark) return say(R, `There is no suggestion ${number} here.`);
  const name = nameOf(R, mark.code);
  if (mark.kind === "no") decide(R, [withdrawPart(mark)], { said: `${name} is open again.` });
  else decide(R, [rejectPart({ ...mark.suggestion, ...spanOf(mark) })], { said: `${name} rejected.` });
}

const spanOf = ({ start, end }) => ({ start, end });

function acceptAll(R) {
  const segment = currentSegment(R);
  if (!segment) return;
  const open = openSuggestions(R.page, R.standing, segment);
  const twins = openTwins(open);
  const clear = open.filter((suggestion) => !twins.has(suggestion.code));
  if (twins.size) {
    const names = [...twins].map((code) => nameOf(R, code)).join(" or ");
    if (clear.length) decide(R, clear.map(acceptPart));
    return say(R, `Choose first: ${names}. They are opposites and score alike.`, true);
  }
  finishAnd(R, segment, open.map(acceptPart), `${counted(open.length, "code")} accepted.`);
}

function rejectAll(R) {
  const segment = currentSegment(R);
  if (!segment) return;
  const open = openSuggestions(R.page, R.standing, segment);
  finishAnd(R, segment, open.map(rejectPart), `${counted(open.length, "suggestion")} rejected.`);
}

function finishPassage(R) {
  const segment = currentSegment(R);
  if (segment) finishAnd(R, segment, [], "");
}

function finishAnd(R, segment, parts, said) {
  const done = R.standing.done[segment.index];
  const all = done ? parts : [...parts, finishPart(segment)];
  if (all.length) decide(R, all, { said: `${said} Finished.`.trim() });
  goOn(R, segment);
}

function reopenPassage(R) {
  const segment = currentSegment(R);
  if (!segment || !R.standing.done[segment.index]) return say(R, "This passage is not finished.");
  decide(R, [{ act: "reopen", ...spanOf(segment) }], { said: "This passage is open again." });
}

/** Put a code on the chosen words, or on the passage in front of the coder. */
function applyCode(R, code, span) {
  const segment = currentSegment(R);
  if (!span && !segment) return;
  const where = span || spanOf(segment);
  const over = segmentsOver(R.page, where.start, where.end);
  if (!over.some((one) => one.codable)) {
    return say(R, contextOf(R), true);
  }
  const suggestion = over.flatMap((one) => one.suggestions).find((one) => one.code === code);
  const standing = R.standing.state.codings.has(codingName(where.start, where.end, code));
  if (standing) return say(R, `${nameOf(R, code)} stands here already.`, true);
  const part = suggestion
    ? { ...acceptPart(suggestion), ...where }
    : { act: "add", ...where, code, shown: false };
  decide(R, [part], { said: `${nameOf(R, code)} added.` });
  const home = over.find((one) => one.codable);
  moveTo(R, home.index);
}

function undo(R) {
  const undone = nextUndone(R.log);
  if (!undone.length) return say(R, "There is nothing to undo.", true);
  cancel(R, undone, "Undone");
}

function redo(R) {
  const undone = nextRedone(R.log);
  if (!undone.length) return say(R, "There is nothing to redo.", true);
  cancel(R, undone, "Redone");
}

function cancel(R, ops, word) {
  const parts = [...ops].reverse().map(({ client, seq }) => ({
    act: "undo", undoes: { client, seq },
  }));
  const real = R.names.get(opName(word === "Redone" ? ops[0].undoes : ops[0]));
  decide(R, parts, { said: `${word}: ${describe(R, real)}.` });
  const segment = real && real.start !== null && real.end - real.start < R.page.text.length / 2
    ? segmentsOver(R.page, real.start, real.end).find((one) => one.codable)
    : null;
  if (segment) moveTo(R, segment.index);
}

/** A decision in a few words, for messages. */
function describe(R, op) {
  if (!op) return "a decision";
  const verbs = {
    accept: "accepted", reject: "rejected", add: "added", withdraw: "taken away",
    respan: "edges moved", annotate: "memo or certainty changed",
  };
  const line = op.start === null ? 0 : segmentAt(R.page, op.start).line;
  if (verbs[op.act]) return `${nameOf(R, op.code)} ${verbs[op.act]}, line ${line}`;
  const acts = { finish: "finished", reopen: "opened again", undo: "undo" };
  return line ? `${acts[op.act]}, line ${line}` : acts[op.act];
}
