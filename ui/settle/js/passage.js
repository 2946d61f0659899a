// The passage in its context: turns before and after, as the interview has them.

const VIEWS = new WeakMap();
const AROUND = 2;

/** A document's text with its converter of offsets, made once. */
function viewOf(document) {
  if (!VIEWS.has(document)) {
    VIEWS.set(document, { text: document.text, offsets: offsetsOf(document.text) });
  }
  return VIEWS.get(document);
}

function openPassage(R, passage, { focus = true } = {}) {
  R.now = passage;
  R.around = AROUND;
  R.ui.root.classList.remove("bl-wider");
  listOpen(R, false);
  R.ui.case.hidden = false;
  R.ui.empty.hidden = true;
  drawPassage(R);
  drawVerdict(R);
  showItem(R, passage);
  R.ui.rightSide.scrollTop = 0;
  bringPassage(R);
  if (focus) R.ui.case.focus({ preventScroll: true });
  const stage = STAGES[stageOf(R, passage)][1];
  say(R, `${passage.document.name}, line ${passage.line}, ${stage}`);
}

/** Text and coders scroll apart where there is room for both, else together. */
function scrollerOf(R) {
  return getComputedStyle(R.ui.leftSide).overflowY === "visible" ? R.ui.scroll : R.ui.leftSide;
}

/** Bring the passage to about a third of the height, with what comes before it in sight. */
function bringPassage(R) {
  const first = R.ui.text.querySelector(".bl-this");
  if (!first) return;
  const scroller = scrollerOf(R);
  const top = first.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  scroller.scrollTop += top - scroller.clientHeight * 0.3;
}

/** The turns to show, cut where the passage begins and ends. */
function piecesOf(R) {
  const { document, start, end, line } = R.now;
  const { turns } = document;
  const first = turns.findIndex((turn) => turn[1] > start);
  let last = first;
  while (last < turns.length - 1 && turns[last + 1][0] < end) last += 1;
  const from = Math.max(0, first - R.around);
  const to = Math.min(turns.length - 1, last + R.around);
  R.whole = from === 0 && to === turns.length - 1;
  const { offsets } = viewOf(document);
  const pieces = [];
  for (let turn = from; turn <= to; turn += 1) {
    const [low, high, , role] = turns[turn];
    const cuts = [low, start, end, high].filter((cut) => cut >= low && cut <= high);
    cuts.sort((a, b) => a - b);
    for (let place = 0; place < cuts.length - 1; place += 1) {
      const [s, e] = [cuts[place], cuts[place + 1]];
      if (s === e) continue;
      pieces.push({
        index: pieces.length, start: s, end: e, turn, line,
        from: offsets.toUnits(s), to: offsets.toUnits(e), fixes: [],
        codable: role !== "interviewer", asked: s >= start && e <= end,
        suggestions: R.now.codes.map((code) => ({ code })),
      });
    }
  }
  return pieces;
}

function drawPassage(R) {
  const { document: talk, line } = R.now;
  const { text, offsets } = viewOf(talk);
  dropSpan(R);
  const pieces = piecesOf(R);
  Object.assign(R.page, { text, offsets, segments: pieces, data: { segments: pieces } });
  const turns = [];
  for (const piece of pieces) {
    if (turns.at(-1)?.turn !== piece.turn) turns.push(drawTurn(talk, piece, R.now));
    const words = el("span", "bl-seg bl-words", null, { "data-i": piece.index, dir: "auto" });
    words.classList.toggle("bl-this", piece.asked);
    piece.words = document.createTextNode(text.slice(piece.from, piece.to));
    piece.row = words;
    words.append(piece.words);
    turns.at(-1).words.append(words);
  }
  R.ui.text.replaceChildren(...turns.map((one) => one.node));
  R.ui.more.hidden = R.whole && R.ui.root.classList.contains("bl-wider");
  setText(R.ui.title, talk.name);
  setText(R.ui.about, `Line ${line}`);
  setText(R.ui.caseName, `${talk.name}, line ${line}`);
  pointAt(R, null);
}

function drawTurn(talk, piece, { end }) {
  const [, , speaker, role] = talk.turns[piece.turn];
  const node = el("div", "bl-turn");
  node.classList.toggle("bl-later", piece.start >= end);
  node.classList.toggle("bl-question", role === "interviewer");
  const who = speaker || (role === "interviewer" ? "Interviewer" : "");
  const words = el("p", "bl-turn-words", null, { dir: "auto" });
  node.append(el("span", "bl-who", who), words);
  return { turn: piece.turn, node, words };
}

/** Show more of the interview around the passage. */
function showMore(R) {
  R.around += 4;
  R.ui.root.classList.add("bl-wider");
  drawPassage(R);
  bringPassage(R);
}

/** The words of a span, shortened in the middle. */
function quoted(R, start, end) {
  const { text, offsets } = viewOf(R.now.document);
  const words = text.slice(offsets.toUnits(start), offsets.toUnits(end)).trim().split(/\s+/);
  if (words.length < 9) return words.join(" ");
  return `${words.slice(0, 4).join(" ")} … ${words.slice(-3).join(" ")}`;
}

const nameOf = (R, code) => codeOf(R.page, code).name;

// What the shared scripts ask of the page that uses them.
const currentSegment = (R) => R.now && { row: R.ui.case, line: R.now.line };
const heldCoding = () => undefined;
const closeCard = () => false;
const hoverSoon = () => {};
