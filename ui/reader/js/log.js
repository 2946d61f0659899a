// What a log of decisions leaves standing: the same fold as coding/decisions.py, for one coder
// and one document. A test runs the same logs through both.

const opName = (op) => `${op.client}\n${op.seq}`;
const codingName = (start, end, code) => `${start}:${end}:${code}`;

/** The targets of undos, cancelled from the last undo of each chain back to its decision. */
function cancelledNames(byName) {
  const targets = new Map();
  const waiting = new Map();
  for (const [name, op] of byName) {
    if (op.act !== "undo" || !op.undoes) continue;
    const target = opName(op.undoes);
    if (!byName.has(target)) continue;
    targets.set(name, target);
    waiting.set(target, (waiting.get(target) || 0) + 1);
  }
  const cancelled = new Set();
  const settled = [...byName.keys()].filter((name) => !waiting.get(name));
  while (settled.length) {
    const name = settled.pop();
    const target = targets.get(name);
    if (target === undefined) continue;
    if (!cancelled.has(name)) cancelled.add(target);
    waiting.set(target, waiting.get(target) - 1);
    if (!waiting.get(target)) settled.push(target);
  }
  return cancelled;
}

/** The log by name, a decision that came in twice once, and the names that are cancelled. */
function settleLog(log) {
  const byName = new Map();
  for (const op of log) if (!byName.has(opName(op))) byName.set(opName(op), op);
  return { byName, cancelled: cancelledNames(byName) };
}

function foldLog(log) {
  const state = { codings: new Map(), rejected: new Map(), ranges: [] };
  const { byName, cancelled } = settleLog(log);
  for (const [name, op] of byName) {
    if (op.act !== "undo" && !cancelled.has(name)) applyOp(state, op);
  }
  return state;
}

/** Let one decision (no undo) act on what stands. */
function applyOp(state, op) {
  if (op.start === null || op.end === null) return;
  if (op.code === null) {
    if (op.start >= op.end) return;
    if (op.act === "finish") joinRange(state.ranges, op.start, op.end);
    if (op.act === "reopen") cutRange(state.ranges, op.start, op.end);
    return;
  }
  const name = codingName(op.start, op.end, op.code);
  if (op.act === "annotate") return annotateCoding(state, name, op);
  if (op.act === "respan") return respanCoding(state, name, op);
  state.rejected.delete(name);
  if (op.act === "accept" || op.act === "add") {
    const old = state.codings.get(name);
    putLast(state.codings, name, {
      start: op.start,
      end: op.end,
      code: op.code,
      version: op.framework_version,
      suggested: op.act === "accept" || Boolean(op.shown),
      certainty: op.certainty || (old ? old.certainty : null),
      memo: (op.memo === null && old ? old.memo : op.memo) || "",
    });
    return;
  }
  state.codings.delete(name);
  if (op.act === "reject") {
    state.rejected.set(name, { start: op.start, end: op.end, code: op.code });
  }
}

/** Put a coding at the end, so that the map's order is that of making. */
function putLast(codings, name, coding) {
  codings.delete(name);
  codings.set(name, coding);
}

function annotateCoding(state, name, op) {
  const old = state.codings.get(name);
  if (old) state.codings.set(name, { ...old, certainty: op.certainty, memo: op.memo || "" });
}

function respanCoding(state, name, op) {
  if (op.was_start === null || op.was_end === null) return;
  const before = codingName(op.was_start, op.was_end, op.code);
  const moved = state.codings.get(before);
  if (!moved) return;
  state.codings.delete(before);
  const there = state.codings.get(name);
  const memos = [there, moved].filter((c) => c && c.memo).map((c) => c.memo);
  putLast(state.codings, name, {
    ...moved,
    start: op.start,
    end: op.end,
    version: op.framework_version,
    certainty: moved.certainty || (there ? there.certainty : null),
    memo: [...new Set(memos)].join("\n"),
  });
  state.rejected.delete(name);
}

/** Where the first range stands of which `holds` is true; ranges are sorted and disjoint. */
function firstRange(ranges, holds) {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(ranges[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Add a range, swallowing those that it meets or touches. */
function joinRange(ranges, start, end) {
  const first = firstRange(ranges, ([, e]) => e >= start);
  const last = firstRange(ranges, ([s]) => s > end);
  const low = first < last ? Math.min(start, ranges[first][0]) : start;
  const high = first < last ? Math.max(end, ranges[last - 1][1]) : end;
  ranges.splice(first, last - first, [low, high]);
}

/** Take a range out, leaving what sticks out on either side. */
function cutRange(ranges, start, end) {
  const first = firstRange(ranges, ([, e]) => e > start);
  const last = firstRange(ranges, ([s]) => s >= end);
  if (first >= last) return;
  const pieces = [[ranges[first][0], start], [end, ranges[last - 1][1]]];
  ranges.splice(first, last - first, ...pieces.filter(([s, e]) => s < e));
}

// Undo and redo work on gestures: the decisions that one key press made, which share a client
// and a time. They are read from the log, so that they survive a reload.

function gesturesOf(log) {
  const gestures = [];
  for (const op of log) {
    const last = gestures.at(-1);
    if (last && last[0].client === op.client && last[0].made_at === op.made_at) last.push(op);
    else gestures.push([op]);
  }
  return gestures;
}

/** The decisions that the next undo cancels; empty if there is nothing left to undo. */
function nextUndone(log) {
  const { cancelled } = settleLog(log);
  const stands = (op) => op.act !== "undo" && !cancelled.has(opName(op));
  const last = gesturesOf(log).findLast((gesture) => gesture.some(stands));
  return last ? last.filter(stands) : [];
}

/** The undos that the next redo cancels; empty if something new was decided since. */
function nextRedone(log) {
  const { byName, cancelled } = settleLog(log);
  const isNew = (op) => op.act !== "undo";
  const redoable = (op) => {
    const target = op.act === "undo" && op.undoes && byName.get(opName(op.undoes));
    return Boolean(target) && isNew(target) && !cancelled.has(opName(op));
  };
  const gestures = gesturesOf(log);
  const last = gestures.findLastIndex((g) => g.some((op) => isNew(op) || redoable(op)));
  return last < 0 ? [] : gestures[last].filter(redoable);
}
