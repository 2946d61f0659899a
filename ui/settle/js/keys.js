// Keys and clicks: one listener each, for the whole page.

const LETTERS = {
  j: (R) => stepList(R, 1),
  k: (R) => stepList(R, -1),
  n: (R) => takeNone(R),
  b: (R) => takeAll(R),
  q: (R) => setAside(R),
  g: (R) => nextLeft(R, { aside: true }) || say(R, "Nothing is left to settle here.", true),
  w: (R) => R.ui.reason.focus(),
  h: (R) => hideNames(R, !R.hidden),
  x: (R) => showMore(R),
  d: (R) => sharpenFirst(R),
  u: undo,
  "/": (R) => R.now && openFind(R),
};
const SHIFTED = { u: redo };

const ACTS = {
  undo, redo,
  all: (R) => takeAll(R), nothing: (R) => takeNone(R), aside: (R) => setAside(R),
  find: (R) => R.now && openFind(R), closeFind: (R) => closeFind(R),
  settle: settleNow, clear: clearChoice, help: openKeys, more: showMore,
  names: (R) => hideNames(R, !R.hidden),
  list: (R) => listOpen(R, !R.ui.root.classList.contains("bl-listed")),
  stage: (R, button) => sift(R, { stage: button.dataset.stage }),
  open: (R, row) => openPassage(R, R.passages.find((one) => one.place === row.dataset.place)),
  turnPage: (R, link) => {
    drawList(R, Number(link.dataset.from));
    R.ui.list.scrollTop = 0;
  },
  take: (R, button) => takeCoder(R, Number(button.dataset.coder)),
  toggle: toggleMark,
  takeOut: (R, button) => takeOut(R, Number(button.dataset.number)),
  use: (R, option) => useCode(R, option.dataset.code),
  offer: (R, chip) => codeSpan(R, chip.dataset.code),
  sharpen: (R, link) => sharpenCode(R, link.dataset.code),
  dismiss: (R, one) => one.closest(".bl-notice").remove(),
  closeDialog: (R) => R.ui.help.close(),
  letters: (R, box) => switchLetters(R, box.checked),
};

function onKey(R, event) {
  const { target } = event;
  const inside = R.ui.root.contains(target);
  if (!inside && target !== document.body && target !== document.documentElement) return;
  if (event.isComposing || R.ui.help.open || R.ui.editor.open) return;
  if (target.tagName === "SELECT") return;
  if (ourKey(R, event)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function ourKey(R, event) {
  const { target } = event;
  if (target === R.ui.find || target === R.ui.themes) return findKey(R, event);
  if (target === R.ui.reason) return reasonKey(R, event);
  if (undoKey(R, event)) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  return digitKey(R, event) || plainKey(R, event) || letterKey(R, event);
}

/** In the reason, letters are letters; Enter settles, Esc goes back to choosing. */
function reasonKey(R, event) {
  if (event.key === "Escape") {
    R.ui.case.focus({ preventScroll: true });
    return true;
  }
  if (event.key === "Enter") {
    settleNow(R);
    return true;
  }
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation();
  return false;
}

function undoKey(R, event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === "z") (event.shiftKey ? redo : undo)(R);
  else if (key === "y") redo(R);
  return key === "z" || key === "y";
}

function digitKey(R, event) {
  const match = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
  if (!match || !R.letters || event.shiftKey) return false;
  const number = Number(match[1]);
  if (event.repeat) return true;
  if (R.span && !R.ui.pick.hidden) {
    if (R.offered[number - 1]) codeSpan(R, R.offered[number - 1]);
    return true;
  }
  if (number) takeNumber(R, number);
  else takeNone(R);
  return true;
}

function plainKey(R, event) {
  if (event.shiftKey) return false;
  const onButton = event.target.closest("button, a");
  const acts = {
    ArrowDown: () => stepList(R, 1),
    ArrowUp: () => stepList(R, -1),
    Escape: () => letGo(R),
    Enter: () => R.now && enterKey(R),
  };
  if (!acts[event.key] || (event.key === "Enter" && (onButton || event.repeat))) return false;
  acts[event.key]();
  return true;
}

function enterKey(R) {
  if (draftOf(R, R.now).kind) R.ui.reason.focus();
  else say(R, "Choose first what stands.", true);
}

function letterKey(R, event) {
  if (!R.letters) return false;
  if (event.key === "?") {
    openKeys(R);
    return true;
  }
  const key = event.key.toLowerCase();
  const act = event.shiftKey && event.key !== "/" ? SHIFTED[key] : LETTERS[key];
  if (!act) return false;
  if (!event.repeat || key === "j" || key === "k") act(R);
  return true;
}

function letGo(R) {
  if (R.ui.root.classList.contains("bl-drawn")) return closeFind(R);
  if (dropSpan(R, { selection: true })) return undefined;
  if (R.ui.root.classList.contains("bl-listed")) return listOpen(R, false);
  return R.ui.case.focus({ preventScroll: true });
}

function onClick(R, event) {
  const actor = event.target.closest("[data-act]");
  if (actor && R.ui.root.contains(actor)) ACTS[actor.dataset.act]?.(R, actor);
}

function switchLetters(R, on) {
  R.letters = on;
  try {
    localStorage.setItem("betweenlines-keys", on ? "on" : "off");
  } catch {
    // then it holds for this page
  }
  R.ui.root.classList.toggle("bl-letterless", !on);
}

function readLetters() {
  try {
    return localStorage.getItem("betweenlines-keys") !== "off";
  } catch {
    return true;
  }
}

const KEYS = [
  ["Choose what stands", [
    ["1 – 9", "Take that coder's choice"],
    ["B", "Both, or all of them"],
    ["0  or  N", "No code here"],
    ["/", "Another code"],
    ["Select words", "Then a code for just those: 1 – 6, or /"],
    ["Q", "Unsure: set it aside for later"],
  ]],
  ["Say why, and settle", [
    ["Type", "After a choice you are in the line for the reason (W goes there too)"],
    ["Enter", "Settle, and go to the next one"],
    ["Esc", "Back from the reason, to choose again"],
  ]],
  ["Go through the list", [
    ["J  K  or  ↓  ↑", "Next and previous passage"],
    ["G", "Next one that wants a verdict"],
    ["X", "More of the interview"],
  ]],
  ["Always", [
    ["U  or  Ctrl + Z", "Undo, as far back as you like"],
    ["Shift + U  or  Ctrl + Shift + Z", "Redo"],
    ["H", "Hide or show who is who"],
    ["D", "Sharpen the definition of the code"],
    ["?", "This page"],
  ]],
];

function openKeys(R) {
  const title = el("h2", "", "Keys", { id: "bl-settle-help" });
  const columns = el("div", "bl-key-columns");
  for (const [name, rows] of KEYS) {
    const part = el("section");
    const list = el("dl", "bl-keys");
    for (const [keys, what] of rows) list.append(el("dt", "", keys), el("dd", "", what));
    part.append(el("h3", "", name), list);
    columns.append(part);
  }
  const signs = Object.values(STAGES).map(([sign, what]) => `${sign} ${what}`).join(" · ");
  const letters = el("label", "bl-switch");
  const box = el("input", "", null, { type: "checkbox", "data-act": "letters" });
  box.checked = R.letters;
  letters.append(box, el("span", "", "Single keys are on. Switch them off if you dictate or press keys by accident: arrows, Enter, Esc and Ctrl+Z still work, and everything else by mouse or Tab."));
  const close = button("bl-button bl-strong", "Close", "closeDialog");
  R.ui.help.replaceChildren(title, columns, el("p", "bl-quiet bl-signs", signs), letters, close);
  R.ui.help.showModal();
  close.focus();
}
