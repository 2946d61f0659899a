// The two dialogs: keys and marks, and finishing the transcript.

const KEYS = [
  ["Read", [
    ["J  K  or  ↓  ↑", "Next and previous passage"],
    ["N", "Next passage to review, in the chosen order (Shift+N: the one before)"],
    ["Enter", "Finish this passage and go on"],
    ["O", "Open a finished passage again"],
  ]],
  ["Decide", [
    ["1 – 9", "Accept a suggestion (again: take it back)"],
    ["Shift + 1 – 9", "Reject a suggestion"],
    ["A", "Accept all, finish, go on"],
    ["X", "None fits: reject all, finish, go on"],
    ["W", "Why was it suggested? And: never suggest it for things like this"],
    ["B", "Accept many at once, after a look at them"],
  ]],
  ["Code", [
    ["/", "Find a code; Enter puts it on the passage or the chosen words"],
    ["Select words", "Code just those; 1 – 6 choose from the bar"],
    ["M", "Memo on the last code here, or on the one in hand"],
    ["Q", "Unsure, and sure again"],
    ["?", "On a code: what it means"],
    ["C", "Correct the transcript: the chosen words, or this passage"],
  ]],
  ["A code in hand", [
    ["E", "Take a code of this passage in hand (again: the next one)"],
    ["Shift + ←  →", "Move where its passage ends, word by word"],
    ["Alt + ←  →", "Move where its passage begins"],
    ["Select words", "Then Enter: give it those words instead"],
    ["Delete", "Take it away"],
  ]],
  ["Always", [
    ["U  or  Ctrl + Z", "Undo, as far back as you like"],
    ["Shift + U  or  Ctrl + Shift + Z", "Redo"],
    ["F", "Finish this transcript"],
    ["Esc", "Close, let go"],
    ["?", "This page"],
  ]],
];

const MARKS = [
  ["maybe", "Suggested", "a machine's suggestion, with how likely it is"],
  ["yes", "Coded", "you decided that it applies; “” means on part of the passage"],
  ["no", "Rejected", "you decided that it does not apply"],
];

function openHelp(R) {
  const title = el("h2", "", "Keys and marks", { id: "bl-help-title" });
  const columns = el("div", "bl-key-columns");
  for (const [name, rows] of KEYS) columns.append(keyTable(name, rows));
  columns.append(markTable());
  const letters = el("label", "bl-switch");
  const box = el("input", "", null, { type: "checkbox", "data-act": "letters" });
  box.checked = R.letters;
  letters.append(box, el("span", "", "Single keys are on. Switch them off if you dictate or press keys by accident: arrows, Enter, Esc, Delete and Ctrl+Z still work, and everything else by mouse or Tab."));
  const close = button("bl-button bl-strong", "Close", "closeDialog");
  R.ui.help.replaceChildren(title, columns, letters, close);
  R.ui.help.showModal();
  close.focus();
}

function keyTable(name, rows) {
  const part = el("section");
  const list = el("dl", "bl-keys");
  for (const [keys, what] of rows) list.append(el("dt", "", keys), el("dd", "", what));
  part.append(el("h3", "", name), list);
  return part;
}

function markTable() {
  const part = el("section");
  const list = el("dl", "bl-keys bl-marks");
  for (const [kind, name, what] of MARKS) {
    const term = el("dt");
    const chip = el("span", `bl-chip bl-${kind}`, null, { "data-theme": "0" });
    if (kind === "yes") chip.append(el("span", "bl-sign", "✓", { "aria-hidden": "true" }));
    chip.append(el("span", "bl-name", name));
    if (kind === "maybe") chip.append(el("span", "bl-sign", "86%"));
    term.append(chip);
    list.append(term, el("dd", "", what));
  }
  const signs = "? unsure · ✎ memo · ⇄ its opposite scores alike · ✓ in the left margin: passage finished";
  part.append(el("h3", "", "Marks"), list, el("p", "bl-quiet", signs));
  return part;
}

/** Finish or reopen the whole transcript, once it has been said what that means. */
function askEnd(R) {
  const parts = R.complete ? reopenParts(R) : finishParts(R);
  R.ui.ask.replaceChildren(...parts);
  R.ui.ask.showModal();
  R.ui.ask.querySelector(".bl-strong").focus();
}

function finishParts(R) {
  const left = R.page.codable.filter((segment) => !R.standing.done[segment.index]);
  const open = left.flatMap((segment) => openSuggestions(R.page, R.standing, segment));
  const twins = R.page.codable.filter(
    (segment) => openTwins(openSuggestions(R.page, R.standing, segment)).size,
  );
  const unsure = [...R.standing.state.codings.values()].filter((one) => one.certainty === "unsure");
  const list = el("ul", "bl-left-over");
  list.append(el("li", "", `${counted(left.length, "passage")} not finished one by one`));
  if (open.length) list.append(el("li", "", `${counted(open.length, "suggestion")} with neither yes nor no: they will count as not applying`));
  if (twins.length) list.append(el("li", "", `${counted(twins.length, "passage")} where two opposite codes score alike and none is chosen`));
  if (unsure.length) list.append(el("li", "", `${counted(unsure.length, "code")} marked as unsure`));
  const tools = el("div", "bl-dialog-tools");
  if (left.length) tools.append(button("bl-button", "Show me what is left", "showLeft"));
  tools.append(button("bl-button", "Not yet", "closeDialog"), button("bl-button bl-strong", "Finish this transcript", "endAll"));
  return [
    el("h2", "", "Finish this transcript?", { id: "bl-ask-title" }),
    el("p", "", "Finishing says: I have looked at every passage, and codes that I did not choose do not apply. Coders are only compared on what they have finished."),
    list,
    tools,
  ];
}

function reopenParts(R) {
  const tools = el("div", "bl-dialog-tools");
  tools.append(button("bl-button", "Leave it finished", "closeDialog"), button("bl-button bl-strong", "Open it again", "reopenAll"));
  return [
    el("h2", "", "This transcript is finished", { id: "bl-ask-title" }),
    el("p", "", `All ${counted(R.page.codable.length, "passage")} are finished. You can still change codes. Opening it again makes every passage unfinished; your codes stay.`),
    tools,
  ];
}

function closeDialogs(R) {
  for (const dialog of [R.ui.help, R.ui.ask]) if (dialog.open) dialog.close();
  R.correcting = null;
  currentSegment(R)?.row.focus({ preventScroll: true });
}

function endAll(R) {
  closeDialogs(R);
  const whole = [{ act: "finish", start: 0, end: R.points }];
  decide(R, R.page.data.part ? R.page.codable.map(finishPart) : whole);
  say(R, "The transcript is finished. “Finished” above opens it again.", true);
}

function reopenAll(R) {
  closeDialogs(R);
  decide(R, [{ act: "reopen", start: 0, end: R.points }]);
  say(R, "The transcript is open again.", true);
}

function showLeft(R) {
  closeDialogs(R);
  applyFilter(R, "review");
  nextOpen(R);
}
