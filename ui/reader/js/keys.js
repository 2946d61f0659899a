// Keys and clicks: one listener each, for the whole page.

const LETTERS = {
  j: (R) => step(R, 1),
  k: (R) => step(R, -1),
  n: (R) => nextOpen(R, 1),
  a: acceptAll,
  x: rejectAll,
  o: reopenPassage,
  e: stepCodings,
  w: showWhy,
  m: openMemo,
  q: toggleUnsure,
  c: openCorrecting,
  u: undo,
  f: askEnd,
  b: openBatch,
  "/": openFind,
};
const SHIFTED = { n: (R) => nextOpen(R, -1), u: redo };
const ONCE = new Set(["a", "x", "u", "q", "w", "m", "o", "f", "e", "c", "b"]); // not while a key is held down

const ACTS = {
  undo, redo, finish: finishPassage, acceptAll, rejectAll, find: openFind, memo: openMemo,
  unsure: toggleUnsure, why: showWhy, next: nextOpen, help: openHelp, end: askEnd,
  withdraw: (R) => { closeCard(R); withdrawHeld(R); },
  drawer: (R) => openDrawer(R, !R.ui.root.classList.contains("bl-drawn")),
  filter: (R, element) => applyFilter(R, element.dataset.filter),
  use: (R, element) => useCode(R, element.dataset.code),
  offer: (R, element) => codeSpan(R, element.dataset.code),
  move: moveHeldToSpan,
  reject: (R, element) => rejectNumber(R, Number(element.dataset.number)),
  chip: clickChip,
  correct: openCorrecting, sendCorrection, fixes: openFixes,
  fix: (R, element) => showFixes(R, R.page.segments[element.closest(".bl-seg").dataset.i]),
  withdrawFix: (R, element) => withdrawFix(R, element.dataset.id),
  goFix: (R, element) => goFix(R, element.dataset.id),
  closeDialog: closeDialogs, endAll, reopenAll, showLeft,
  never: (R, element) => sayNever(R, element.dataset.code),
  suggestAgain: (R, element) => suggestAgain(R, element.dataset.id),
  batch: openBatch, acceptBatch,
  dismiss: (R, element) => element.closest(".bl-notice").remove(),
  letters: (R, element) => switchLetters(R, element.checked),
};

/** A suggestion is accepted by a click; a coding is taken in hand. */
function clickChip(R, chip) {
  const index = Number(chip.closest(".bl-seg").dataset.i);
  if (R.current !== index) {
    const { name } = chip.dataset;
    moveTo(R, index, { focus: false, scroll: false });
    chip = currentSegment(R).margin.querySelector(`[data-name="${CSS.escape(name)}"]`);
    if (!chip) return;
  }
  chip.focus({ preventScroll: true });
  if (!chip.classList.contains("bl-yes")) {
    const number = Number(chip.dataset.number);
    if (number) acceptNumber(R, number);
    else applyCode(R, codeOfElement(R, chip), null);
    return;
  }
  hold(R, chip.dataset.name);
  showCoding(R, chip);
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

/** The page's one key listener. Keys that are ours go no further. */
function onKey(R, event) {
  const { target } = event;
  const inside = R.ui.root.contains(target);
  if (!inside && target !== document.body && target !== document.documentElement) return;
  if (event.isComposing || R.ui.help.open || R.ui.ask.open) return;
  if (ourKey(R, event)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function ourKey(R, event) {
  const { target } = event;
  if (target === R.ui.find) return findKey(R, event) || undoKey(R, event, true);
  if (target.tagName === "TEXTAREA") return memoKey(R, event);
  if (target.tagName === "SELECT") return false;
  if (undoKey(R, event, false)) return true;
  if (event.ctrlKey || event.metaKey) return false;
  if (target === R.ui.themes && listKey(R, event)) return true;
  return chipKey(R, event) || digitKey(R, event) || plainKey(R, event) || letterKey(R, event);
}

/** While typing, undo belongs to what is typed. */
function undoKey(R, event, typing) {
  if (typing || !(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === "z") (event.shiftKey ? redo : undo)(R);
  else if (key === "y") redo(R);
  return key === "z" || key === "y";
}

function memoKey(R, event) {
  const leave = event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey));
  if (!leave) {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation();
    return false;
  }
  closeCard(R);
  currentSegment(R)?.row.focus({ preventScroll: true });
  return true;
}

function listKey(R, event) {
  if (!["ArrowDown", "ArrowUp", "Enter", "?"].includes(event.key)) return false;
  return findKey(R, event);
}

/** Keys of a code that has the focus. */
function chipKey(R, event) {
  const option = event.target.closest(".bl-chip");
  if (event.key === "?" && option && R.letters) {
    const code = codeOfElement(R, option);
    if (code) showCode(R, code, option, { said: true });
    return Boolean(code);
  }
  const arrow = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (arrow && heldCoding(R) && (event.shiftKey || event.altKey)) {
    moveEdge(R, event.shiftKey ? "end" : "start", arrow);
    return true;
  }
  const chip = event.target.closest(".bl-codes .bl-chip");
  if (arrow && chip && !event.shiftKey && !event.altKey) {
    stepChips(R, chip, arrow);
    return true;
  }
  if ((event.key === "Delete" || event.key === "Backspace") && heldCoding(R)) {
    closeCard(R);
    withdrawHeld(R);
    return true;
  }
  return false;
}

/** Digits by their place on the keyboard, so that Shift works in every layout. */
function digitKey(R, event) {
  const match = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (!match || event.altKey || !R.letters) return false;
  const number = Number(match[1]);
  if (event.repeat) return true;
  if (R.span && !R.ui.pick.hidden) {
    if (R.offered[number - 1] && !event.shiftKey) codeSpan(R, R.offered[number - 1]);
    return true;
  }
  (event.shiftKey ? rejectNumber : acceptNumber)(R, number);
  return true;
}

function plainKey(R, event) {
  if (event.altKey) return false;
  const onButton = event.target.closest("button") && !event.target.closest(".bl-seg");
  const inHand = R.span && heldCoding(R) && !R.ui.pick.hidden;
  const acts = {
    ArrowDown: () => step(R, 1),
    ArrowUp: () => step(R, -1),
    Escape: () => letGo(R),
    Enter: () => (inHand ? moveHeldToSpan(R) : finishPassage(R)),
  };
  if (!acts[event.key] || event.shiftKey) return false;
  const onChip = event.target.closest(".bl-chip, .bl-no-button, .bl-fix") && !inHand;
  if (event.key === "Enter" && (onButton || onChip || event.repeat)) return false;
  acts[event.key]();
  return true;
}

function letterKey(R, event) {
  if (!R.letters || event.altKey) return false;
  if (event.key === "?") {
    openHelp(R);
    return true;
  }
  const key = event.key.toLowerCase();
  const act = event.shiftKey && event.key !== "/" ? SHIFTED[key] : LETTERS[key];
  if (!act || (event.repeat && ONCE.has(key))) return Boolean(act);
  act(R);
  return true;
}

/** Esc: close what is open, then let go of the words, then of the coding in hand. */
function letGo(R) {
  if (closeCard(R) || dropSpan(R, { selection: true })) return;
  if (R.ui.root.classList.contains("bl-drawn")) openDrawer(R, false);
  else if (R.held) hold(R, null);
  currentSegment(R)?.row.focus({ preventScroll: true });
}

function onClick(R, event) {
  const actor = event.target.closest("[data-act]");
  if (actor) {
    ACTS[actor.dataset.act]?.(R, actor);
    if (actor.closest(".bl-foot")) currentSegment(R)?.row.focus({ preventScroll: true });
    return;
  }
  const row = event.target.closest(".bl-seg");
  if (!event.target.closest(".bl-card")) closeCard(R);
  if (!row || selectedSpan(R)) return;
  const segment = R.page.segments[row.dataset.i];
  if (segment.codable) moveTo(R, segment.index, { scroll: false });
}
