// The coding in hand: its edges, how sure the coder is, its memo, taking it away.

const ONE_MOVE = 1500; // presses of an edge key within this time are one gesture

function heldCoding(R) {
  return R.held ? R.standing.state.codings.get(R.held) : undefined;
}

/** The coding in hand, else the one made last on the passage in front of the coder. */
function codingMeant(R) {
  const held = heldCoding(R);
  if (held) return held;
  const segment = currentSegment(R);
  if (!segment) return undefined;
  const here = new Set(R.standing.codings[segment.index].map((coding) => coding.name));
  const name = [...R.standing.state.codings.keys()].findLast((one) => here.has(one));
  return R.standing.state.codings.get(name);
}

const codingNameOf = ({ start, end, code }) => codingName(start, end, code);

/** Take a coding in hand: it is marked, and its words are shown in the text. */
function hold(R, name) {
  if (R.held === name) return;
  const before = R.held;
  R.held = name;
  for (const chip of R.ui.text.querySelectorAll(".bl-held")) chip.classList.remove("bl-held");
  const coding = heldCoding(R);
  if (coding) {
    const chips = R.ui.text.querySelectorAll(`[data-name="${CSS.escape(name)}"]`);
    for (const chip of chips) chip.classList.add("bl-held");
  }
  if (before || coding) pointAt(R, coding || null);
}

/** E: step into the codings of this passage, and through them. */
function stepCodings(R) {
  const segment = currentSegment(R);
  const chips = segment ? [...segment.margin.querySelectorAll(".bl-yes")] : [];
  if (!chips.length) return say(R, "No code stands on this passage yet.", true);
  const next = chips[(chips.indexOf(document.activeElement) + 1) % chips.length];
  next.focus();
  say(R, "Shift and arrows move where it ends, Alt and arrows where it begins.");
}

/** Left and right, among the chips of a passage. */
function stepChips(R, chip, by) {
  const segment = R.page.segments[chip.closest(".bl-seg").dataset.i];
  const chips = [...segment.margin.querySelectorAll(".bl-chip")];
  chips[(chips.indexOf(chip) + by + chips.length) % chips.length].focus();
}

function withdrawHeld(R) {
  const coding = codingMeant(R);
  if (!coding) return say(R, "No code stands on this passage.", true);
  hold(R, null);
  decide(R, [withdrawPart(coding)], { said: `${nameOf(R, coding.code)} taken away.` });
}

function toggleUnsure(R) {
  const coding = codingMeant(R);
  if (!coding) return say(R, "Give this passage a code first.", true);
  const certainty = coding.certainty === "unsure" ? null : "unsure";
  annotate(R, coding, { certainty, memo: coding.memo });
  say(R, `${nameOf(R, coding.code)}: ${certainty ? "unsure" : "no longer unsure"}.`);
}

function annotate(R, coding, { certainty, memo }) {
  const { start, end, code } = coding;
  decide(R, [{ act: "annotate", start, end, code, certainty, memo }]);
}

/** Give a coding other words; returns whether anything changed. */
function respan(R, coding, start, end, sameAs = null) {
  if (start === coding.start && end === coding.end) return false;
  const { code } = coding;
  hold(R, null);
  decide(
    R,
    [{ act: "respan", start, end, code, was_start: coding.start, was_end: coding.end }],
    { said: `${nameOf(R, code)}: ${wordsAt(R, start, end)}`, sameAs },
  );
  hold(R, codingName(start, end, code));
  return true;
}

/** The first and last words of a span, to be said when an edge has moved. */
function wordsAt(R, start, end) {
  const words = R.page.text
    .slice(R.page.offsets.toUnits(start), R.page.offsets.toUnits(end))
    .split(/\s+/);
  if (words.length < 8) return words.join(" ");
  return `${words.slice(0, 3).join(" ")} … ${words.slice(-3).join(" ")}`;
}

/** Move one edge of the coding in hand by a word, inside the turn that it lies in. */
function moveEdge(R, edge, by) {
  const coding = heldCoding(R);
  if (!coding) return;
  const { toUnits, toPoints } = R.page.offsets;
  const from = toUnits(coding.start);
  const to = toUnits(coding.end);
  const [low, high] = turnAround(R, edge === "start" ? coding.start : coding.end - 1);
  const words = wordsIn(R.page.text, low, high);
  let moved = null;
  if (edge === "end") moved = nextPlace(words.map((word) => word[1]), to, by);
  else moved = nextPlace(words.map((word) => word[0]), from, by);
  if (moved === null) return;
  const [start, end] = edge === "start" ? [moved, to] : [from, moved];
  if (start >= end) return;
  respan(R, coding, toPoints(start), toPoints(end), lastMoveOf(R, coding));
}

/** The time of the gesture that this press belongs to, if it follows closely on another. */
function lastMoveOf(R, coding) {
  const last = R.log.at(-1);
  const close = performance.now() - (R.movedEdge || -Infinity) < ONE_MOVE;
  R.movedEdge = performance.now();
  const own = last && last.client === R.outbox.client && last.act === "respan";
  return own && close && codingNameOf(last) === codingNameOf(coding) ? last.made_at : null;
}

function nextPlace(places, now, by) {
  if (by > 0) return places.find((place) => place > now) ?? null;
  return places.findLast((place) => place < now) ?? null;
}

/** Where the turn around a point begins and ends, in units. */
function turnAround(R, point) {
  const { segments } = R.page;
  const at = segmentAt(R.page, point);
  let first = at.index;
  let last = at.index;
  while (first > 0 && segments[first - 1].turn === at.turn) first -= 1;
  while (last < segments.length - 1 && segments[last + 1].turn === at.turn) last += 1;
  return [segments[first].from, segments[last].to];
}
