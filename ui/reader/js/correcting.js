// Correcting the transcript: the dialog in which the words are typed, and what is sent. A typed
// correction stays in the dialog until the study has it.

/** C: correct the chosen words, or else the passage in front of the coder. */
function openCorrecting(R) {
  const segment = currentSegment(R);
  const span = R.span || (segment && spanOf(segment));
  if (!span) return say(R, "Select the words that are wrong first.", true);
  const [first, last] = [segmentAt(R.page, span.start), segmentAt(R.page, span.end - 1)];
  if (first.turn !== last.turn) return say(R, "Correct one person's turn at a time.", true);
  if (R.fixes.some(({ start, end }) => start < span.end && span.start < end)) {
    dropSpan(R, { selection: true });
    showFixes(R, first.fixes.length ? first : last);
    return say(R, "Some of these words are corrected already. Withdraw that, or select other words.", true);
  }
  dropSpan(R, { selection: true });
  closeCard(R);
  R.correcting = { ...span, id: newClient(), sure: false, busy: false };
  R.ui.ask.replaceChildren(...correctingParts(R, first.line));
  R.ui.ask.showModal();
  R.ui.ask.querySelector("textarea").focus();
  return undefined;
}

function correctingParts(R, line) {
  const now = frozenWords(R, R.correcting);
  const area = el("textarea", "bl-input bl-fix-area", null, {
    rows: Math.min(8, 2 + Math.floor(now.length / 60)), maxlength: "2000", spellcheck: "true",
  });
  area.value = now;
  const reason = el("input", "bl-input", null, { type: "text", maxlength: "500", placeholder: "e.g. heard again" });
  for (const box of [area, reason]) box.addEventListener("keydown", (event) => sendOnEnter(R, event));
  area.addEventListener("input", () => askAnew(R));
  const tools = el("div", "bl-dialog-tools");
  tools.append(
    button("bl-button", "Cancel", "closeDialog"),
    button("bl-button bl-strong", "Correct", "sendCorrection"),
  );
  return [
    el("h2", "", `Correct the transcript, line ${line}`, { id: "bl-ask-title" }),
    el("p", "bl-quiet", "Type how the words should read. What was transcribed stays in the study, and every code stays where it is."),
    el("blockquote", "bl-fix-now", now),
    labelled("As they should read", area),
    labelled("Why (may be left empty)", reason),
    el("p", "bl-fix-told", "", { role: "alert" }),
    tools,
  ];
}

function labelled(name, box) {
  const label = el("label", "bl-fix-label");
  label.append(el("span", "", name), box);
  return label;
}

function sendOnEnter(R, event) {
  if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
  event.preventDefault();
  sendCorrection(R);
}

/** Other words are asked about anew. */
function askAnew(R) {
  R.correcting.sure = false;
  setText(R.ui.ask.querySelector(".bl-strong"), "Correct");
  setText(R.ui.ask.querySelector(".bl-fix-told"), "");
}

/** The words that differ, whole words of the frozen text, with what replaces them. */
function changedWords(old, typed) {
  const olds = [...old.matchAll(/\S+/gu)];
  const news = typed.match(/\S+/gu) || [];
  const same = (a, b) => olds[a][0] === news[b];
  const most = Math.min(olds.length, news.length);
  let head = 0;
  while (head < most && same(head, head)) head += 1;
  if (head === olds.length && head === news.length) return null;
  let tail = 0;
  while (tail < most - head && same(olds.length - 1 - tail, news.length - 1 - tail)) tail += 1;
  if (head + tail === olds.length || head + tail === news.length) {
    if (head) head -= 1;
    else if (tail) tail -= 1;
  }
  const gone = olds.slice(head, olds.length - tail);
  const words = news.slice(head, news.length - tail).join(" ");
  return { from: gone[0].index, to: gone.at(-1).index + gone.at(-1)[0].length, words };
}

async function sendCorrection(R) {
  const asked = R.correcting;
  if (!asked || asked.busy) return;
  const typed = R.ui.ask.querySelector("textarea").value.normalize("NFC");
  const changed = changedWords(frozenWords(R, asked), typed);
  const tell = (text) => setText(R.ui.ask.querySelector(".bl-fix-told"), text);
  if (!changed) return tell("Nothing is changed yet.");
  const { toUnits, toPoints } = R.page.offsets;
  const from = toUnits(asked.start);
  const correct = {
    id: asked.id, sure: asked.sure, words: changed.words,
    start: toPoints(from + changed.from), end: toPoints(from + changed.to),
    reason: R.ui.ask.querySelector("input").value,
  };
  asked.busy = true;
  tell("");
  const answer = await askCorrections(R, { correct });
  asked.busy = false;
  if (R.correcting !== asked || !R.ui.ask.open) return answer.corrections && takeFixes(R, answer.corrections);
  if (answer.corrections) return corrected(R, answer.corrections, correct);
  tell(answer.asks || answer.why);
  if (!answer.asks) return undefined;
  asked.sure = true;
  const send = R.ui.ask.querySelector(".bl-strong");
  setText(send, "Correct all the same");
  send.focus();
  return undefined;
}

function corrected(R, told, { start }) {
  R.correcting = null;
  closeDialogs(R);
  tellFixes(R, told);
  say(R, `Corrected, line ${segmentAt(R.page, start).line}.`, true);
}

function tellFixes(R, told) {
  takeFixes(R, told);
  R.channel?.postMessage({ fixes: told });
}

/** Take a correction back; the words read as they were transcribed again. */
async function withdrawFix(R, id) {
  const inList = R.ui.ask.open;
  const answer = await askCorrections(R, { withdraw: id });
  if (!answer.corrections) return notice(R, `Not withdrawn. ${answer.why}`);
  closeCard(R);
  tellFixes(R, answer.corrections);
  if (inList && R.fixes.length) openFixes(R);
  else closeDialogs(R);
  return say(R, "The correction is withdrawn.", true);
}

/** What the study answers: {corrections}, {asks} or {why}. */
async function askCorrections(R, body) {
  try {
    const response = await fetch(URLS.corrections, {
      method: "POST", headers: postHeaders(R.outbox), body: JSON.stringify(body),
    });
    const told = await response.json();
    return response.ok ? told : { why: told.error || "It could not be saved. Try again." };
  } catch {
    return { why: "The program cannot be reached. Your words are still here; try again." };
  }
}
