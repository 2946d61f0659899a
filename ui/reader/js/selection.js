// Choosing words: from the browser's selection to a span of the study's text, and the bar that
// offers codes for it.

const CONTEXT = "The interviewer's words are context and are not coded.";
const NOT_YOURS = "Here you code only the passages that you are asked to; the others are context.";
const contextOf = (R) => (R.page.data.part ? NOT_YOURS : CONTEXT);

/** The span (code points) of what is selected in the text; null if nothing is. */
function selectedSpan(R) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(R.ui.text)) return null;
  const start = pointToUnits(R, range.startContainer, range.startOffset);
  const end = pointToUnits(R, range.endContainer, range.endOffset, true);
  const trimmed = start < end ? trimSpan(R.page.text, start, end) : null;
  if (!trimmed) return null;
  const { toPoints } = R.page.offsets;
  const from = wholeCharacter(R, trimmed[0])[0];
  const to = wholeCharacter(R, trimmed[1] - 1)[1];
  return { start: toPoints(from), end: toPoints(to) };
}

/** Where the character at a unit begins and ends, as a reader sees characters. */
function wholeCharacter(R, unit) {
  const segment = segmentAt(R.page, R.page.offsets.toPoints(unit));
  const words = R.page.text.slice(segment.from, segment.to);
  if (unit < segment.from || unit >= segment.to || !globalThis.Intl?.Segmenter) return pairAt(R, unit);
  const found = new Intl.Segmenter().segment(words).containing(unit - segment.from);
  const from = segment.from + found.index;
  return [from, from + found.segment.length];
}

function pairAt(R, unit) {
  const { toPoints, toUnits } = R.page.offsets;
  const point = toPoints(unit);
  return [toUnits(point), toUnits(point + 1)];
}

/** A place in the document as an offset into the text; beside the words, the nearest of them. */
function pointToUnits(R, node, offset, isEnd = false) {
  const { segments } = R.page;
  const row = node.nodeType === Node.TEXT_NODE && node.parentElement.closest(".bl-seg");
  const own = row && segments[row.dataset.i];
  if (own && own.words === node) return fromShown(own, offset, isEnd);
  const point = document.createRange();
  point.setStart(node, offset);
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (point.comparePoint(segments[middle].words, 0) > 0) high = middle;
    else low = middle + 1;
  }
  if (isEnd) return low ? segments[low - 1].to : 0;
  return low < segments.length ? segments[low].from : R.page.text.length;
}

function watchSelection(R) {
  if (R.selecting || document.activeElement === R.ui.find) return;
  const span = selectedSpan(R);
  if (!span) {
    if (R.span && !R.ui.root.querySelector(".bl-pick:focus-within")) dropSpan(R);
    return;
  }
  if (R.span && R.span.start === span.start && R.span.end === span.end) return;
  R.span = span;
  paintMoment("bl-chosen", []);
  drawPick(R);
  drawTarget(R);
}

/** Let go of the chosen words. */
function dropSpan(R, { selection = false } = {}) {
  if (!R.span) return false;
  R.span = null;
  R.ui.pick.hidden = true;
  paintMoment("bl-chosen", []);
  drawTarget(R);
  if (selection) document.getSelection()?.removeAllRanges();
  return true;
}

/** The passage's own suggestions first, then the codes used last. */
function offeredCodes(R, span) {
  const over = segmentsOver(R.page, span.start, span.end);
  const own = over.flatMap((segment) => segment.suggestions.map((one) => one.code));
  const used = R.log.filter((op) => op.act === "accept" || op.act === "add").map((op) => op.code);
  const codes = [...own.slice(0, 4), ...used.reverse()].filter((code) => R.page.codes.has(code));
  return [...new Set(codes)].slice(0, 6);
}

function drawPick(R) {
  R.offered = [];
  if (!segmentsOver(R.page, R.span.start, R.span.end).some((segment) => segment.codable)) {
    R.ui.pick.replaceChildren(el("span", "bl-pick-label", contextOf(R)), correctButton());
    R.ui.pick.hidden = false;
    return placePick(R);
  }
  const held = heldCoding(R);
  const parts = [];
  if (held) {
    const move = button("bl-button bl-move", null, "move");
    move.append(cap("↵"), `Make this the passage of “${nameOf(R, held.code)}”`);
    parts.push(move);
  }
  parts.push(el("span", "bl-pick-label", held ? "or code it:" : "Code this:"));
  R.offered = offeredCodes(R, R.span);
  R.offered.forEach((id, place) => {
    const code = codeOf(R.page, id);
    const chip = button("bl-chip bl-offer", null, "offer", {
      "data-code": id,
      "data-theme": code.theme.number,
    });
    chip.append(cap(String(place + 1)), el("span", "bl-name", code.name));
    parts.push(chip);
  });
  const find = button("bl-button bl-any", null, "find", { "aria-label": "Find another code" });
  find.append(cap("/"), "Find");
  parts.push(find, correctButton());
  R.ui.pick.replaceChildren(...parts);
  R.ui.pick.hidden = false;
  placePick(R);
}

function correctButton() {
  const correct = button("bl-button bl-any", null, "correct", { "aria-label": "Correct the transcript here" });
  correct.append(cap("C"), "Correct");
  return correct;
}

/** Above the first line of the selection, or below its last where there is no room. */
function placePick(R) {
  const rects = document.getSelection().rangeCount
    ? [...document.getSelection().getRangeAt(0).getClientRects()].filter((rect) => rect.width)
    : [];
  if (!rects.length) return;
  const root = R.ui.root.getBoundingClientRect();
  const bar = R.ui.pick.getBoundingClientRect();
  const view = R.ui.scroll.getBoundingClientRect();
  const above = rects[0].top - bar.height - 6;
  const below = Math.min(rects.at(-1).bottom + 6, view.bottom - bar.height - 6);
  const left = Math.min(rects[0].left - 4, root.right - bar.width - 12);
  R.ui.pick.style.left = `${Math.max(8, left - root.left)}px`;
  R.ui.pick.style.top = `${(above > view.top ? above : below) - root.top}px`;
}

/** Give the chosen words a code, or the coding in hand these words. */
function codeSpan(R, code) {
  const { span } = R;
  dropSpan(R, { selection: true });
  applyCode(R, code, span);
}

function moveHeldToSpan(R) {
  const coding = heldCoding(R);
  const { span } = R;
  if (!coding || !span) return;
  dropSpan(R, { selection: true });
  respan(R, coding, span.start, span.end);
  const first = segmentsOver(R.page, span.start, span.end).find((segment) => segment.codable);
  if (first) moveTo(R, first.index);
}
