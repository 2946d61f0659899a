// Drawing: the rows once, then only what a decision touches.

function drawAll(R) {
  const { page } = R;
  R.ui.title.textContent = page.data.document.name;
  R.ui.about.textContent = page.data.document.about || page.data.coder.name;
  const rows = document.createDocumentFragment();
  for (const segment of page.segments) rows.append(drawRow(R, segment));
  R.ui.text.replaceChildren(rows);
  R.ui.text.classList.toggle("bl-untimed", page.data.turns.every((turn) => turn[2] === null));
  drawHues(R);
  drawFramework(R);
  drawProgress(R);
}

function drawRow(R, segment) {
  const [speaker, role, seconds] = R.page.data.turns[segment.turn];
  const row = el("li", "bl-seg", null, { "data-i": segment.index, tabindex: "-1" });
  row.classList.toggle("bl-first", segment.first);
  row.classList.toggle("bl-question", !segment.codable);
  row.classList.toggle("bl-others", R.page.data.part && !segment.codable && role !== "interviewer");
  const left = el("div", "bl-left");
  left.append(el("span", "bl-line", String(segment.line), { "aria-label": `Line ${segment.line}` }));
  left.lastChild.setAttribute("role", "note");
  if (segment.first) {
    left.append(el("span", "bl-who", speaker || (role === "interviewer" ? "Interviewer" : "")));
    if (seconds !== null) left.append(el("span", "bl-when", clock(seconds)));
  }
  segment.words = document.createTextNode(R.page.text.slice(segment.from, segment.to));
  const words = el("p", "bl-words", null, { dir: "auto" });
  words.append(segment.words);
  segment.margin = el("div", "bl-codes");
  segment.row = row;
  row.append(left, words);
  if (segment.codable) {
    segment.tick = el("span", "bl-tick");
    left.append(segment.tick);
    row.append(segment.margin);
    drawMargin(R, segment);
  }
  return row;
}

/** One row's margin and its finished mark; the focus stays on the chip that had it. */
function drawMargin(R, segment) {
  const current = R.current === segment.index;
  const focused = segment.margin.contains(document.activeElement) ? document.activeElement : null;
  const marks = marksOn(R.page, R.standing, segment);
  const hidden = segment.control ? [el("span", "bl-control", "No suggestions on this passage (control)")] : [];
  segment.margin.replaceChildren(...hidden, ...marks.map((mark) => drawMark(R, segment, mark, current)));
  const done = R.standing.done[segment.index];
  segment.row.classList.toggle("bl-done", done);
  segment.tick.textContent = done ? "✓" : "";
  setOrDrop(segment.tick, "aria-label", done && "Finished");
  setOrDrop(segment.tick, "role", done && "img");
  if (focused) refocusChip(R, segment, focused);
}

function setOrDrop(node, name, value) {
  if (value) node.setAttribute(name, value);
  else node.removeAttribute(name);
}

function refocusChip(R, segment, focused) {
  const same = (name) => name && segment.margin.querySelector(`[data-name="${CSS.escape(name)}"]`);
  const chip = same(R.held) || same(focused.dataset.name);
  (chip || segment.row).focus({ preventScroll: true });
}

function drawMark(R, segment, mark, current) {
  const code = codeOf(R.page, mark.code);
  const chip = button(`bl-chip bl-${mark.kind}`, null, "chip", {
    "data-name": mark.name,
    "data-theme": code.theme ? code.theme.number : "gone",
    "data-number": mark.number || null,
    tabindex: current ? "0" : "-1",
  });
  if (current && mark.number && mark.number <= 9) chip.append(cap(String(mark.number)));
  if (mark.kind === "yes") chip.append(el("span", "bl-sign", "✓", { "aria-hidden": "true" }));
  chip.append(el("span", "bl-name", code.name));
  const signs = signsOf(segment, mark);
  for (const sign of signs) chip.append(el("span", `bl-sign bl-${sign.kind}`, sign.mark, { "aria-hidden": "true" }));
  chip.setAttribute("aria-label", chipLabel(code, mark, signs));
  chip.classList.toggle("bl-held", R.held === mark.name);
  if (mark.kind !== "maybe" || !current) return chip;
  const pair = el("span", "bl-pair", null, { "data-theme": chip.dataset.theme });
  const no = button("bl-no-button", "×", "reject", {
    "data-number": mark.number,
    "aria-label": `Reject ${code.name}`,
    title: `Reject (Shift+${mark.number})`,
    tabindex: "-1",
  });
  pair.append(chip, no);
  return pair;
}

function signsOf(segment, mark) {
  const signs = [];
  if (mark.kind === "yes" && isPart(segment, mark)) {
    signs.push({ kind: "part", mark: "“”", said: "on part of the passage" });
  }
  if (mark.certainty === "unsure") signs.push({ kind: "unsure", mark: "?", said: "unsure" });
  if (mark.memo) signs.push({ kind: "memo", mark: "✎", said: "with a memo" });
  if (mark.kind === "maybe" && isTwin(mark.suggestion)) {
    signs.push({ kind: "twin", mark: "⇄", said: "its opposite scores alike" });
  }
  if (mark.kind === "maybe") {
    const share = percent(mark.suggestion.score);
    signs.push({ kind: "score", mark: share, said: share });
  }
  return signs;
}

function chipLabel(code, mark, signs) {
  const states = { yes: "coded", no: "rejected", maybe: "suggested" };
  const key = mark.number && mark.number <= 9 ? [`key ${mark.number}`] : [];
  return [code.name, states[mark.kind], ...signs.map((sign) => sign.said), ...key].join(", ");
}

/** Redraw what a change touched: margins of these segments, counts, progress, highlights. */
function redraw(R, segments) {
  for (const segment of new Set(segments)) if (segment.codable) drawMargin(R, segment);
  drawCounts(R);
  drawProgress(R);
  paintCodings(R);
}

function drawProgress(R) {
  const all = R.page.codable.length;
  const done = R.page.codable.filter((segment) => R.standing.done[segment.index]).length;
  setText(R.ui.reviewed, `${done} of ${all} reviewed`);
  R.ui.meter.value = all ? done / all : 0;
  R.complete = all > 0 && done === all;
  setText(R.ui.end, R.complete ? "✓ Finished" : "Finish transcript");
  R.ui.end.classList.toggle("bl-complete", R.complete);
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function drawSaved(R) {
  const { queue, failed, trouble, unkept } = R.outbox;
  const kept = unkept ? "not kept: leave this page open" : "kept";
  let state = "saved";
  let text = "Saved";
  if (queue.length) [state, text] = ["saving", "Saving"];
  if (queue.length && failed) [state, text] = ["offline", `Offline – ${queue.length} ${kept}`];
  if (queue.length && trouble) text = `Not saved – ${queue.length} ${kept}. ${trouble}`;
  if (R.ui.saved.dataset.state !== state) R.ui.saved.dataset.state = state;
  setText(R.ui.saved, text);
  R.ui.root.dataset.queue = String(queue.length);
}

/** Say something to screen readers, and show it for a moment to everybody if it is `aloud`. */
function say(R, text, aloud = false) {
  R.ui.said.textContent = text;
  R.ui.said.classList.toggle("bl-aloud", aloud);
  clearTimeout(R.quiet);
  if (aloud) R.quiet = setTimeout(() => R.ui.said.classList.remove("bl-aloud"), 4000);
}

function notice(R, text) {
  const box = el("div", "bl-notice");
  box.append(el("p", "", text), button("bl-button", "Understood", "dismiss"));
  R.ui.notices.append(box);
}
