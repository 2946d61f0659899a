// Accepting many suggestions at once: which code, how likely, and a look at every passage first.
// They are one gesture, so one undo takes them all back.

const LEVELS = [90, 80, 70, 60, 50, 40, 30, 25, 20, 15, 10, 5];

/** The suggestions that may be accepted together: open, on unfinished passages, no twins. */
function batchable(R) {
  return R.page.codable.flatMap((segment) => {
    if (R.standing.done[segment.index] || segment.row.hidden) return [];
    const open = openSuggestions(R.page, R.standing, segment);
    const twins = openTwins(open);
    return open.filter((one) => !twins.has(one.code)).map((one) => ({ segment, suggestion: one }));
  });
}

/** B: choose, look, accept. */
function openBatch(R) {
  const all = batchable(R);
  if (!all.length) return say(R, "There is no open suggestion to accept on the passages shown.", true);
  const counts = new Map();
  for (const { suggestion } of all) counts.set(suggestion.code, (counts.get(suggestion.code) || 0) + 1);
  const best = Math.max(...all.map(({ suggestion }) => suggestion.score));
  const codes = [...counts].sort((a, b) => b[1] - a[1]);
  const which = choiceOf([["", `All codes (${all.length})`],
    ...codes.map(([code, count]) => [code, `${nameOf(R, code)} (${count})`])]);
  const fitting = LEVELS.filter((level) => level <= 100 * best || level === LEVELS.at(-1));
  const level = choiceOf(fitting.map((percent) => [String(percent), `from ${percent}%`]));
  const list = el("ul", "bl-batch", null, { "aria-label": "What would be accepted" });
  const accept = button("bl-button bl-strong", "", "acceptBatch");
  const update = () => drawBatch(R, all, { which, level, list, accept });
  for (const box of [which, level]) box.addEventListener("change", update);
  list.addEventListener("change", () => nameBatch(list, accept));
  const choices = el("div", "bl-batch-choices");
  choices.append(labelled("Code", which), labelled("Probability", level));
  const tools = el("div", "bl-dialog-tools");
  tools.append(button("bl-button", "Cancel", "closeDialog"), accept);
  R.ui.ask.replaceChildren(
    el("h2", "", "Accept many suggestions", { id: "bl-ask-title" }),
    el("p", "bl-quiet", "Look through them, and untick what does not fit. One undo (U) takes all of them back. The passages stay unfinished. Opposites that score alike are left out: they are decided one by one."),
    choices, list, tools,
  );
  update();
  R.ui.ask.showModal();
  which.focus();
  return undefined;
}

function choiceOf(options) {
  const box = el("select", "bl-input");
  for (const [value, text] of options) box.append(el("option", "", text, { value }));
  return box;
}

function drawBatch(R, all, { which, level, list, accept }) {
  const least = Number(level.value) / 100;
  const chosen = all.filter(({ suggestion }) =>
    suggestion.score >= least && (!which.value || suggestion.code === which.value));
  R.batch = chosen;
  list.replaceChildren(...chosen.map(({ segment, suggestion }, place) => {
    const line = el("li");
    const label = el("label");
    const box = el("input", "", null, { type: "checkbox", "data-place": place });
    box.checked = true;
    const head = el("b", "", `${nameOf(R, suggestion.code)}, ${percent(suggestion.score)}`);
    label.append(box, el("span", "bl-quiet", `Line ${segment.line}`), head,
      el("span", "bl-batch-words", segment.words.data));
    line.append(label);
    return line;
  }));
  nameBatch(list, accept);
}

function nameBatch(list, accept) {
  const count = list.querySelectorAll("input:checked").length;
  setText(accept, count ? `Accept ${counted(count, "suggestion")}` : "Nothing is ticked");
  accept.disabled = !count;
}

function acceptBatch(R) {
  const ticked = [...R.ui.ask.querySelectorAll(".bl-batch input:checked")];
  const chosen = ticked.map((box) => R.batch[Number(box.dataset.place)].suggestion);
  R.batch = null;
  closeDialogs(R);
  if (!chosen.length) return;
  decide(R, chosen.map(acceptPart));
  say(R, `${counted(chosen.length, "suggestion")} accepted. U takes all of them back.`, true);
}
