// The component's life: built once for a study and a person; afterwards only fed.

const MATRICES = new WeakMap();
const SAVE_AT = "/api/summary";

function makeMatrix(root, data) {
  const ui = { root };
  for (const node of root.querySelectorAll("[data-bl]")) ui[node.dataset.bl] = node;
  const who = `${data.study}/${data.viewer}/`;
  const R = {
    ui, data, who,
    wordsShelf: `betweenlines-words/${who}`, notesShelf: `betweenlines-notes/${who}`, openKey: `betweenlines-cell/${who}`,
    linkKey: `betweenlines-linked/${who}`,
    words: new Map(), contexts: new Map(), drafted: [], made: [], rows: [], open: null, focus: { row: 0, column: 0 },
    lastTime: 0, pause: 0, viewer: -1, refresh: () => {},
  };
  R.outbox = makeOutbox({
    client: newClient(),
    prefix: `betweenlines-cells-outbox/${who}`,
    url: SAVE_AT,
    token: data.token,
    hooks: {
      changed: () => R.outbox && drawSaved(R),
      stored: () => drawKept(R),
      refused: (gone) => takeRefused(R, gone),
    },
  });
  R.made.push(...R.outbox.adopted);
  takeData(R, data);
  return R;
}

function takeData(R, data) {
  R.data = data;
  R.outbox.token = data.token;
  R.viewer = data.coders.findIndex(([id]) => id === data.viewer);
  R.model = makeModel(data);
  for (const op of R.made) applyOp(R.model, op, R.viewer);
}

/** Take what the program told last, and what this page did since, and draw it all. */
function rebuild(R) {
  takeData(R, R.data);
  drawGrid(R);
  if (R.open) keepOpen(R);
}

/** The cell that was open stays open if it is still in the grid; what is typed stays typed. */
function keepOpen(R) {
  const { case: caseId, code } = R.open;
  const { row, column, found } = placeOfIds(R, caseId, code);
  if (!found) {
    closeDrawer(R, { focus: false });
    return;
  }
  R.open = { row, column, case: caseId, code };
  const typing = document.activeElement === R.ui.words;
  drawDrawer(R, { words: !typing || !waitingWords(R, openedCell(R)) });
  drawPlace(R, row, column);
}

/** Where in the grid a cell or a head stands. */
function placeOfIds(R, caseId, code) {
  const row = caseId === null ? -1 : R.model.cases.findIndex(({ id }) => id === caseId);
  const column = code === null ? -1 : R.model.columns.findIndex(
    ({ id, codes }) => (caseId === null ? id === code : codes.includes(code)),
  );
  return { row, column, found: (row >= 0 || caseId === null) && (column >= 0 || code === null) };
}

function startMatrix(R) {
  readScheme(R);
  fitHeight(R);
  drawHues(R);
  drawGrid(R);
  listen(R);
  openChannel(R);
  adoptWords(R);
  adoptNotes(R);
  drawGrid(R);
  drawSaved(R);
  reopen(R);
  sendOutbox(R.outbox);
  R.ui.root.dataset.ready = R.data.study;
}

function readScheme(R) {
  const probe = getComputedStyle(R.ui.root).backgroundColor;
  const [red, green, blue, alpha] = (probe.match(/[\d.]+/g) || ["255", "255", "255"]).map(Number);
  const light = alpha === 0 || 0.299 * red + 0.587 * green + 0.114 * blue > 128;
  R.ui.root.dataset.scheme = light ? "light" : "dark";
}

/** One rule for each theme's hue, so that elements carry only its number. */
function drawHues(R) {
  const rules = [...R.model.themes.values()].map(
    ({ number, hue }) => `.bm-matrix [data-hue="${number}"]{--hue:${hue}}`,
  );
  if (!R.style) {
    R.style = document.createElement("style");
    R.ui.root.append(R.style);
  }
  R.style.textContent = rules.join("");
}

function fitHeight(R) {
  const top = R.ui.root.getBoundingClientRect().top + globalThis.scrollY;
  R.ui.root.style.setProperty("--bm-top", `${Math.max(0, Math.round(top))}px`);
}

function listen(R) {
  const stop = new AbortController();
  const on = (target, kind, run, options = {}) =>
    target.addEventListener(kind, run, { signal: stop.signal, ...options });
  R.stop = stop;
  const { root, words, memo, codes, scroll } = R.ui;
  on(root, "click", (event) => onClick(R, event));
  on(root, "keydown", (event) => onKey(R, event));
  on(root, "focusin", (event) => onFocusIn(R, event));
  on(root, "focusout", (event) => event.target.closest(".bm-column") && hideMeaning(R));
  on(root, "mouseover", (event) => onHover(R, event));
  on(scroll, "scroll", () => onScroll(R), { passive: true });
  on(memo, "input", () => typedMemo(R));
  on(memo, "blur", () => openedCell(R) && commitNote(R, openedCell(R)));
  on(words, "input", (event) => {
    if (event.inputType === "insertFromDrop") dropped(R);
    typed(R);
  });
  on(root, "dragstart", (event) => onDrag(R, event));
  on(codes, "change", () => openCell(R, R.open.row, R.open.column, codes.value, { focus: false }));
  on(globalThis, "pagehide", () => leave(R));
  on(document, "visibilitychange", () => document.hidden && leaveCell(R));
  on(globalThis, "online", () => sendOutbox(R.outbox));
  on(globalThis, "resize", () => {
    fitHeight(R);
    onScroll(R);
  });
}

/** Other windows of the same person hear of every act. */
function openChannel(R) {
  if (!globalThis.BroadcastChannel) return;
  R.channel = new BroadcastChannel(`betweenlines-cells/${R.who}`);
  R.channel.onmessage = ({ data: { op } }) => {
    if (!op) return;
    R.made.push(op);
    const waiting = waitingWords(R, op);
    if (waiting && op.act.endsWith("summary")) waiting.op.over = op.made_at; // one person, two windows
    takeOp(R, op);
    if (isOpen(R, op) && !waiting) drawDrawer(R, { words: true });
  };
}

function rememberOpen(R) {
  try {
    if (R.open) sessionStorage.setItem(R.openKey, JSON.stringify(R.open));
    else sessionStorage.removeItem(R.openKey);
  } catch {
    // then the cell is not opened again after a reload
  }
}

/** The cell that a link leads to is opened once; after a reload, the one that was being written. */
function reopen(R) {
  let was = null;
  let followed = null;
  const { linked } = R.data;
  try {
    was = JSON.parse(sessionStorage.getItem(R.openKey));
    followed = sessionStorage.getItem(R.linkKey);
    if (linked) sessionStorage.setItem(R.linkKey, String(linked));
  } catch {
    // then a reload opens the linked cell again
  }
  if (linked && followed !== String(linked)) {
    if (!openByIds(R, ...linked)) say(R, "The cell of this link is not in this view.", true);
  } else if (was) openByIds(R, was.case, was.code, { focus: false });
}

function openByIds(R, caseId, codeId, options = {}) {
  const { row, column, found } = placeOfIds(R, caseId ?? null, codeId ?? null);
  if (found && row >= 0 && column >= 0) openCell(R, row, column, codeId, options);
  else if (found) openHead(R, row, column, options);
  return found;
}

function drawSaved(R) {
  const { queue, failed, trouble, unkept } = R.outbox;
  const kept = unkept ? "not kept: leave this page open" : "kept";
  let state = "saved";
  let text = "Saved";
  if (queue.length) [state, text] = ["saving", "Saving"];
  if (queue.length && failed) [state, text] = ["offline", `Offline – ${queue.length} ${kept}`];
  if (queue.length && trouble) text = `Not saved – ${queue.length} ${kept}. ${trouble}`;
  R.ui.saved.dataset.state = state;
  setText(R.ui.saved, text);
  R.ui.root.dataset.queue = String(queue.length);
  drawKept(R);
}

/** Say something to screen readers, and show it for a moment to everybody if it is `aloud`. */
function say(R, text, aloud = false) {
  R.ui.said.textContent = text;
  R.ui.said.classList.toggle("bm-aloud", aloud);
  clearTimeout(R.quiet);
  if (aloud) R.quiet = setTimeout(() => R.ui.said.classList.remove("bm-aloud"), 4000);
}

function notice(R, text, cell = null) {
  const box = el("div", "bm-notice");
  const tools = el("div", "bm-actions");
  if (cell) {
    tools.append(button("bm-button", "Open it", "goTo", { "data-case": cell.case, "data-code": cell.code }));
  }
  tools.append(button("bm-button", "Understood", "dismiss"));
  box.append(el("p", "", text), tools);
  R.ui.notices.append(box);
}

function leave(R) {
  leaveCell(R);
  commitAll(R);
  partOutbox(R.outbox);
}

function endMatrix(R) {
  leave(R);
  closeOutbox(R.outbox);
  R.stop.abort();
  R.watch?.disconnect();
  R.channel?.close();
  clearTimeout(R.pause);
  clearTimeout(R.notePause);
  clearTimeout(R.quiet);
  clearTimeout(R.hovering);
  R.style?.remove();
  R.ui.drawer.hidden = true;
  R.ui.root.classList.remove("bm-drawn");
  delete R.ui.root.dataset.ready;
}

/** The script ran again: a fresh token, another view, or what others did in the meantime. */
function feedMatrix(R, data) {
  R.data = data;
  readScheme(R);
  fitHeight(R);
  setTimeout(() => R.stop.signal.aborted || fitHeight(R), 300); // what stands above may have grown
  rebuild(R);
  drawHues(R);
  adoptClashes(R);
  sendOutbox(R.outbox);
}

/** Words that wait are held against what the program has just told. */
function adoptClashes(R) {
  for (const [name, kept] of R.words) {
    const cell = cellAt(R.model, ...JSON.parse(name));
    const now = cell.summary ? Date.parse(cell.summary.at) : 0;
    const then = kept.op.over ? Date.parse(kept.op.over) : 0;
    if (now !== then && (isHead(cell) || R.model.codes.has(cell.code))) kept.clash = kept.clash || CLASH;
    if (isOpen(R, cell)) drawDrawer(R);
  }
}

export default function showMatrix({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".bm-matrix");
  if (!root || !data) return undefined;
  let R = MATRICES.get(root);
  if (R && R.who === `${data.study}/${data.viewer}/`) {
    feedMatrix(R, data);
  } else {
    if (R) endMatrix(R);
    R = makeMatrix(root, data);
    MATRICES.set(root, R);
    startMatrix(R);
  }
  R.refresh = () => setTriggerValue?.("refresh", Date.now());
  return () => {
    if (MATRICES.get(root) !== R) return;
    MATRICES.delete(root);
    endMatrix(R);
  };
}
