// What the adjudication page knows: passages, verdicts, and which passages are listed.

const placeName = (document, start, end) => `${document}:${start}:${end}`;
const LEFT = new Set(["open", "changed", "aside"]);

/** Passages with their place, document and the codings of each coder; offsets are code points. */
function readPassages(data) {
  return data.passages.map((raw, number) => {
    const document = data.documents[raw.document];
    const codings = raw.codings.map(([coder, start, end, code, certainty, memo]) => ({
      coder, start, end, code, certainty, memo,
    }));
    const place = placeName(document.id, raw.start, raw.end);
    return { ...raw, number, place, document, documentNumber: raw.document, codings };
  });
}

/** The verdict that stands on each passage, by place: the last that was not taken back. */
function verdictsOf(log) {
  const { byName, cancelled } = settleLog(log);
  const standing = new Map();
  for (const [name, op] of byName) {
    if (op.act !== "settle" || cancelled.has(name)) continue;
    standing.set(placeName(op.document, op.start, op.end), op);
  }
  return standing;
}

const codingKey = ([coder, start, end, code]) => `${coder}\n${start}\n${end}\n${code}`;

/** The codings under a passage as a verdict names them. */
function basisOf(R, passage) {
  return passage.codings.map(({ coder, start, end, code }) => [
    R.data.coders[coder].id, start, end, code,
  ]);
}

function stageOf(R, passage) {
  const verdict = R.verdicts.get(passage.place);
  if (passage.stage && passage.stageFor === verdict) return passage.stage;
  passage.stageFor = verdict;
  passage.stage = workOutStage(R, passage, verdict);
  return passage.stage;
}

function workOutStage(R, passage, verdict) {
  if (!verdict) return passage.contested ? "open" : "settled";
  if (verdict.verdict === "aside" && !passage.contested) return "settled";
  const now = new Set(basisOf(R, passage).map(codingKey));
  const then = new Set(verdict.basis.map(codingKey));
  const same = now.size === then.size && [...now].every((key) => then.has(key));
  if (!same && (passage.contested || !agreedSince(passage, verdict))) return "changed";
  return verdict.verdict === "aside" ? "aside" : "settled";
}

/** Nobody differs any more, and all give the passage what the verdict lets stand. */
function agreedSince(passage, verdict) {
  const given = passage.coders.map(
    (coder) => new Set(passage.codings.filter((one) => one.coder === coder).map((one) => one.code)),
  );
  if (!given.length) return true;
  const stands = new Set(verdict.marks.map(([, , code]) => code));
  return verdict.codes.every((code) => {
    const by = given.filter((codes) => codes.has(code)).length;
    return by === (stands.has(code) ? given.length : 0);
  });
}

/** Add acts to the log, wherever they come from; returns those that are new. */
function learnActs(R, ops) {
  const fresh = ops.filter((op) => !R.names.has(opName(op)));
  for (const op of fresh) {
    R.names.set(opName(op), op);
    R.log.push(op);
  }
  if (fresh.length) R.verdicts = verdictsOf(R.log);
  return fresh;
}

function forgetActs(R, ops) {
  const gone = new Set(ops.map(opName));
  R.log = R.log.filter((op) => !gone.has(opName(op)));
  for (const name of gone) R.names.delete(name);
  R.verdicts = verdictsOf(R.log);
}

const isMine = (R, op) => (op.by ?? R.data.coder.id) === R.data.coder.id;

// Which passages are listed, and in which order.

function inScope(R, passage) {
  const { code, document, pair } = R.sieve;
  if (document !== "" && String(passage.documentNumber) !== document) return false;
  if (code === "*" && !passage.codes.some((one) => R.data.wanted.codes.includes(one))) return false;
  if (code && code !== "*" && !passage.codes.includes(code)) return false;
  return !pair || pairDiffers(passage, pair.split(" ").map(Number));
}

function pairDiffers(passage, [one, other]) {
  if (!passage.coders.includes(one) || !passage.coders.includes(other)) return false;
  const gave = (coder, code) => passage.codings.some((c) => c.coder === coder && c.code === code);
  return passage.codes.some((code) => {
    const both = gave(one, code) && gave(other, code);
    return passage.apart.includes(code) ? both : gave(one, code) !== gave(other, code);
  });
}

/** The passages of the chosen scope in the chosen order, settled or not. */
function scopeOf(R) {
  const found = R.passages.filter((passage) => inScope(R, passage));
  const { order } = R.sieve;
  if (order === "document") return found;
  const { figures } = R.data;
  const rank = (passage) => {
    if (order === "code") return [0, passage.codes[0]];
    const known = passage.codes.filter((code) => typeof figures[code] === "number");
    if (!known.length) return [Infinity, passage.codes[0]];
    const worst = known.reduce((a, b) => (figures[b] < figures[a] ? b : a));
    return [figures[worst], worst];
  };
  const ranks = new Map(found.map((passage) => [passage, rank(passage)]));
  const by = ([a, x], [b, y]) => a - b || (x < y ? -1 : Number(x > y)) || 0;
  return found.sort((a, b) => {
    const [one, other] = [ranks.get(a), ranks.get(b)];
    return (one[0] === other[0] ? by([0, one[1]], [0, other[1]]) : by(one, other)) || a.number - b.number;
  });
}

function isListed(R, passage) {
  const stage = stageOf(R, passage);
  const { stage: wanted } = R.sieve;
  return wanted === "all" || stage === wanted || (wanted === "left" && LEFT.has(stage));
}

// Who stands in which column. With names hidden, each passage has an order of its own, the same
// every time it is opened, so that nobody is always the first.

function steadyNumber(text) {
  let hash = 2166136261;
  for (const character of text) {
    hash = Math.imul(hash ^ character.codePointAt(0), 16777619);
    hash ^= hash >>> 13;
  }
  return hash >>> 0;
}

function columnsOf(R, passage) {
  const { coders, coder: me } = R.data;
  const name = (number) => coders[number].name;
  if (!R.hidden) return [...passage.coders].sort((a, b) => name(a).localeCompare(name(b)));
  const chance = (number) => steadyNumber(`${passage.place}|${coders[number].id}|${me.id}`);
  return [...passage.coders].sort((a, b) => chance(a) - chance(b));
}

function columnName(R, passage, coder) {
  if (!R.hidden) return R.data.coders[coder].name;
  return `Coder ${columnsOf(R, passage).indexOf(coder) + 1}`;
}

function personName(R, id) {
  return R.data.coders.find((one) => one.id === id)?.name || "somebody";
}
