// Corrections of the transcript: the words as they should read, drawn in place of the frozen
// ones. Offsets stay those of the frozen text; the two meet only here and in shown.js.

/** Lay the corrections over the text: words, marks and highlights. */
function takeFixes(R, told) {
  if (R.fixesTold === JSON.stringify(told)) return;
  R.fixesTold = JSON.stringify(told);
  const touched = new Set(R.fixes.flatMap(({ start, end }) => segmentsOver(R.page, start, end)));
  R.fixes = told.map(([id, start, end, words, who, at, why]) => ({ id, start, end, words, who, at, why }));
  for (const { start, end } of R.fixes) {
    for (const segment of segmentsOver(R.page, start, end)) touched.add(segment);
  }
  for (const segment of touched) layFixes(R, segment);
  repaintCodings(R);
  paintFixes(R);
  R.ui.fixes.hidden = !R.fixes.length;
  setText(R.ui.fixes, `✎ ${R.fixes.length}`);
  R.ui.fixes.setAttribute("aria-label", counted(R.fixes.length, "correction"));
}

function layFixes(R, segment) {
  const { toUnits } = R.page.offsets;
  const meets = R.fixes.filter(({ start, end }) => start < segment.end && end > segment.start);
  let text = "";
  let done = segment.from;
  segment.fixes = meets.map((fix) => {
    const from = Math.max(toUnits(fix.start), segment.from);
    const to = Math.min(toUnits(fix.end), segment.to);
    text += R.page.text.slice(done, from);
    const at = text.length;
    const words = fix.start >= segment.start ? fix.words : ""; // all of them where it begins
    text += words;
    done = to;
    return { fix, from, to, at, words };
  });
  segment.words.data = text + R.page.text.slice(done, segment.to);
  drawFixMark(segment);
}

function drawFixMark(segment) {
  const left = segment.row.querySelector(".bl-left");
  const mark = left.querySelector(".bl-fix");
  if (!segment.fixes.length) return mark?.remove();
  if (mark) return undefined;
  left.append(button("bl-fix", "✎ corrected", "fix", { title: "See what was corrected" }));
  return undefined;
}

function paintFixes(R) {
  if (!canHighlight()) return;
  const ranges = R.fixes.flatMap(({ start, end }) => rangesOf(R, start, end));
  CSS.highlights.delete("bl-corrected");
  if (ranges.length) CSS.highlights.set("bl-corrected", new Highlight(...ranges));
}

/** The corrected words under the pointer show what stood there, after a moment. */
function hoverFixes(R, event) {
  const row = event.target.closest?.(".bl-seg");
  const segment = row && R.page.segments[row.dataset.i];
  const found = segment?.fixes.length ? fixUnder(segment, event) : null;
  if (found && R.card) return;
  clearTimeout(R.hoveringFix);
  if (found) {
    const show = () => row.isConnected && !R.card && showFixes(R, segment, { hovered: true });
    R.hoveringFix = setTimeout(show, HOVER);
  } else if (R.card?.kind === "fix" && R.card.hovered && !event.target.closest?.(".bl-fix")) {
    closeCard(R);
  }
}

function fixUnder(segment, event) {
  if (event.target.closest?.(".bl-fix")) return segment.fixes[0];
  const { clientX: x, clientY: y } = event;
  const caret = document.caretPositionFromPoint?.(x, y) || document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode || caret?.startContainer;
  const offset = caret?.offset ?? caret?.startOffset;
  if (node !== segment.words) return null;
  return segment.fixes.find(({ at, words }) => at <= offset && offset <= at + words.length);
}

/** A card with what was corrected in a passage, and by whom. */
function showFixes(R, segment, { hovered = false } = {}) {
  const mark = segment.row.querySelector(".bl-fix");
  if (!mark) return;
  const parts = segment.fixes.flatMap(({ fix }) => fixParts(R, fix));
  openCard(R, mark, parts, { kind: "fix", label: "Corrected words" });
  R.card.hovered = hovered;
  if (!hovered) say(R, segment.fixes.map(({ fix }) => fixSaid(R, fix)).join(" "));
}

const frozenWords = (R, { start, end }) =>
  R.page.text.slice(R.page.offsets.toUnits(start), R.page.offsets.toUnits(end));
const fixSaid = (R, fix) => `“${fix.words}” stood as “${frozenWords(R, fix)}” in the transcript.`;

function fixParts(R, fix) {
  const change = el("p", "bl-fix-change");
  change.append(el("del", "", frozenWords(R, fix)), el("span", "", " → "), el("ins", "", fix.words));
  const when = new Date(fix.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const who = [fix.who || "Somebody", when, fix.why].filter(Boolean).join(" · ");
  const tools = el("div", "bl-card-tools");
  const line = segmentAt(R.page, fix.start).line;
  tools.append(button("bl-button", "Withdraw", "withdrawFix", {
    "data-id": fix.id, "aria-label": `Withdraw the correction to “${fix.words}”, line ${line}`,
  }));
  return [change, el("p", "bl-quiet", who), tools];
}

/** All corrections of the interview, in a dialog. */
function openFixes(R) {
  const list = el("ul", "bl-lines bl-fix-list");
  for (const fix of R.fixes) {
    const item = el("li");
    const line = segmentAt(R.page, fix.start).line;
    item.append(button("bl-button", `Line ${line}`, "goFix", { "data-id": fix.id }));
    const about = el("div");
    about.append(...fixParts(R, fix));
    item.append(about);
    list.append(item);
  }
  const tools = el("div", "bl-dialog-tools");
  tools.append(button("bl-button bl-strong", "Close", "closeDialog"));
  R.ui.ask.replaceChildren(
    el("h2", "", "Corrections of this transcript", { id: "bl-ask-title" }),
    el("p", "bl-quiet", "The words as they were transcribed stay in the study; codes and line numbers stay where they are."),
    list,
    tools,
  );
  if (!R.ui.ask.open) R.ui.ask.showModal();
  R.ui.ask.querySelector(".bl-strong").focus();
}

function goFix(R, id) {
  const fix = R.fixes.find((one) => one.id === id);
  closeDialogs(R);
  if (!fix) return;
  const segment = segmentAt(R.page, fix.start);
  if (segment.codable) moveTo(R, segment.index);
  else bringIntoView(R, segment.row);
  showFixes(R, segment);
}
