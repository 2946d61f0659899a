// Choosing what stands, saying why, settling; and taking it back.

function drawVerdict(R) {
  drawSides(R);
  drawMeanings(R);
  drawBefore(R);
  drawOutcome(R);
  const { reason } = draftOf(R, R.now);
  if (R.ui.reason.value !== reason) R.ui.reason.value = reason;
}

const ASIDE = "Unsure: set aside, to be settled later";

/** What "no code" means here: codes that all gave stay. */
function noneWords({ shared, codes }) {
  if (!shared.length) return "No code here";
  return codes.length === 1 ? `Not ${codes[0]}` : "None of these";
}

function drawOutcome(R) {
  const draft = draftOf(R, R.now);
  const parts = [];
  if (!draft.kind) {
    parts.push(el("span", "bl-quiet", R.data.rule || "Choose what stands: a coder's number, B, 0, / or select words."));
  } else if (draft.kind === "aside" || !draft.marks.length) {
    parts.push(el("strong", "", draft.kind === "aside" ? ASIDE : noneWords(R.now)));
    if (draft.kind !== "aside") parts.push(...R.now.shared.map((code) => codeChip(R, code, null, { note: "stays" })));
  } else {
    parts.push(el("span", "bl-quiet", "Stands:"));
    draft.marks.forEach((mark, number) => parts.push(drawOutcomeMark(R, mark, number)));
  }
  if (draft.kind) parts.push(button("bl-link", "Choose again", "clear"));
  R.ui.outcome.replaceChildren(...parts);
  for (const one of R.ui.bench.querySelectorAll("[data-act=all],[data-act=nothing],[data-act=aside]")) {
    const kinds = { all: "all", nothing: "none", aside: "aside" };
    one.setAttribute("aria-pressed", String(draft.kind === kinds[one.dataset.act]));
  }
}

function drawOutcomeMark(R, [start, end, code], number) {
  const pair = el("span", "bl-pair", null, { "data-theme": codeOf(R.page, code).theme?.number ?? "gone" });
  const part = isShorter(R.now, [start, end]) || end > R.now.end || start < R.now.start;
  const chip = codeChip(R, code, null, { note: part ? `“${quoted(R, start, end)}”` : "" });
  chip.dataset.start = start;
  chip.dataset.end = end;
  const out = button("bl-no-button", "×", "takeOut", {
    "data-number": number, "aria-label": `Take ${nameOf(R, code)} out`,
  });
  pair.append(chip, out);
  return pair;
}

/** What was decided before, if anything was: by whom, when and why. */
function drawBefore(R) {
  const verdict = R.verdicts.get(R.now.place);
  if (!verdict) return R.ui.verdictBefore.replaceChildren();
  const stage = stageOf(R, R.now);
  const box = el("div", `bl-before bl-before-${stage}`);
  const heads = { settled: "Settled", aside: "Set aside", changed: "Settled before, and coders have changed their codes since" };
  const line = el("p", "bl-before-head");
  line.append(el("span", "bl-stage", STAGES[stage][0], { "aria-hidden": "true" }));
  const when = new Date(verdict.made_at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  line.append(el("strong", "", heads[stage]), el("span", "bl-quiet", `${personName(R, verdict.by ?? R.data.coder.id)}, ${when}`));
  box.append(line);
  if (verdict.verdict !== "aside") {
    const chips = el("p", "bl-before-codes");
    if (!verdict.marks.length) chips.append(el("strong", "", noneWords(R.now)));
    for (const [start, end, code] of verdict.marks) {
      const part = isShorter(R.now, [start, end]);
      chips.append(codeChip(R, code, null, { note: part ? `“${quoted(R, start, end)}”` : "" }));
    }
    box.append(chips);
  }
  if (verdict.reason) box.append(el("p", "bl-before-reason", `“${verdict.reason}”`, { dir: "auto" }));
  R.ui.verdictBefore.replaceChildren(box);
}

/** Choose; then the reason is asked for, and Enter settles. */
function choose(R, change, said) {
  if (!R.now || R.data.rule) return say(R, R.data.rule || "There is no passage here.", true);
  putDraft(R, change);
  drawSides(R);
  drawOutcome(R);
  say(R, said);
  R.ui.reason.focus();
}

function takeNumber(R, number) {
  if (!R.now) return;
  const coder = columnsOf(R, R.now)[number - 1];
  if (coder === undefined) return say(R, `There is no coder ${number} here.`, true);
  takeCoder(R, coder);
}

function takeCoder(R, coder) {
  const change = takeDraft(R, R.now, coder);
  choose(R, change, `${columnName(R, R.now, coder)} taken. Say why, then Enter.`);
}

const takeAll = (R) => R.now && choose(R, allDraft(R.now), "All of them stand. Say why, then Enter.");
const takeNone = (R) => R.now && choose(R, { kind: "none", takes: null, marks: [] }, `${noneWords(R.now)}. Say why, then Enter.`);
const setAside = (R) => choose(R, { kind: "aside", takes: null, marks: [] }, "Set aside. Say why, then Enter.");

function clearChoice(R) {
  putDraft(R, { kind: null, takes: null, marks: [] });
  drawVerdict(R);
  R.ui.case.focus({ preventScroll: true });
}

/** Let one coding stand, or take it out again, beside what is chosen already. */
function toggleMark(R, chip) {
  const mark = chip.dataset.key.split(":");
  if (mark.length < 3) return;
  const wanted = [Number(mark[0]), Number(mark[1]), mark.slice(2).join(":")];
  const draft = draftOf(R, R.now);
  const byHand = ["some", "span", "code"].includes(draft.kind);
  const before = byHand ? draft.marks : [];
  const there = before.some((one) => one.join(":") === wanted.join(":"));
  const marks = there
    ? before.filter((one) => one.join(":") !== wanted.join(":"))
    : joinedMarks([...before, wanted]);
  choose(R, handDraft(R.now, marks), `${nameOf(R, wanted[2])} ${there ? "taken out" : "stands"}.`);
}

function takeOut(R, number) {
  const marks = draftOf(R, R.now).marks.filter((_, place) => place !== number);
  choose(R, handDraft(R.now, marks), "Taken out.");
}

/** Another code, or other words for one: on the chosen words, or on the passage as a whole. */
function applyCode(R, code, span) {
  if (!R.now) return;
  const whole = clipped(R.now, R.now);
  const where = span ? [span.start, span.end] : whole;
  if (!where) return;
  const draft = draftOf(R, R.now);
  const byHand = ["some", "span", "code"].includes(draft.kind);
  const before = (byHand ? draft.marks : []).filter((mark) => mark[2] !== code || !span);
  const marks = joinedMarks([...before, [...where, code]]);
  choose(R, handDraft(R.now, marks), `${nameOf(R, code)} stands. Say why, then Enter.`);
}

/** Settle the passage in front as chosen, and go to the next one. */
function settleNow(R) {
  if (R.data.rule) return say(R, R.data.rule, true);
  const passage = R.now;
  const draft = passage && draftOf(R, passage);
  if (!draft?.kind) return say(R, "Choose first what stands.", true);
  const kind = draft.kind === "all" && !draft.marks.length ? "none" : draft.kind;
  const op = {
    act: "settle",
    verdict: kind,
    document: passage.document.id,
    start: passage.start,
    end: passage.end,
    codes: passage.codes,
    takes: draft.takes,
    marks: draft.marks,
    basis: basisOf(R, passage),
    reason: draft.reason.trim(),
    undoes: null,
  };
  record(R, [op]);
  dropDraft(R, passage.place);
  redrawItem(R, passage);
  drawTally(R);
  if (nextLeft(R)) return;
  drawVerdict(R);
  const left = R.scope.filter((one) => stageOf(R, one) !== "settled").length;
  const more = left ? `${counted(left, "passage")} set aside.` : "";
  showDone(R, more);
}

function showDone(R, more) {
  const whole = R.scope.length === R.passages.length;
  const text = whole ? "Every passage is settled." : "Every passage listed here is settled.";
  say(R, `${more ? "Nothing is left but what was set aside." : text} ${more}`.trim(), true);
  R.ui.case.focus({ preventScroll: true });
}

/** Number, keep and send acts, and take them in. */
function record(R, parts) {
  const now = Math.max(Date.now(), R.lastTime + 1);
  R.lastTime = now;
  const madeAt = new Date(now).toISOString();
  const ops = parts.map((part) => ({
    ...part, made_at: madeAt, framework_version: R.data.framework.version,
  }));
  putInOutbox(R.outbox, ops);
  learnActs(R, ops);
  R.channel?.postMessage({ ops });
}

const NO_PLACE = { start: null, end: null, codes: [], takes: null, marks: [], basis: [], reason: "" };

function undo(R) {
  takeBack(R, nextUndone(R.log.filter((op) => isMine(R, op))), "undone");
}

function redo(R) {
  takeBack(R, nextRedone(R.log.filter((op) => isMine(R, op))), "redone");
}

function takeBack(R, ops, word) {
  if (!ops.length) return say(R, `There is nothing to be ${word}.`, true);
  const real = word === "redone" ? R.names.get(opName(ops[0].undoes)) : ops[0];
  record(R, ops.map(({ client, seq, document: id }) => ({
    ...NO_PLACE, act: "undo", verdict: "undo", document: id, undoes: { client, seq },
  })));
  const passage = R.passages.find((one) => one.place === placeName(real.document, real.start, real.end));
  if (!passage) return say(R, `A verdict is ${word}.`, true);
  if (word === "undone") refill(R, passage, real);
  else dropDraft(R, passage.place);
  if (!R.list.includes(passage)) sift(R, { stage: "all" });
  redrawItem(R, passage);
  drawTally(R);
  openPassage(R, passage);
  say(R, `The verdict on line ${passage.line} is ${word}.`, true);
}

/** Put a verdict that does not stand back among the drafts, so that its words are not lost. */
function refill(R, passage, op) {
  const { verdict: kind, takes, marks, reason } = op;
  if (!R.drafts.has(passage.place)) putDraft(R, { kind, takes, marks, reason }, passage);
}
