// The component's life: built once for a document, coder and framework; afterwards only fed.

const READERS = new WeakMap();
const URLS = { decisions: "/api/decisions", place: "/api/place", corrections: "/api/corrections", nevers: "/api/never" };

function makeReader(root, data) {
  const ui = { root };
  for (const node of root.querySelectorAll("[data-bl]")) ui[node.dataset.bl] = node;
  const page = makePage(data);
  const R = {
    ui, page, data,
    points: page.offsets.toPoints(page.text.length),
    log: [], names: new Map(), painted: new Map(),
    current: null, held: null, span: null, offered: [], options: [], pointed: null,
    card: null, memo: null, filter: "all", letters: readLetters(),
    nevers: data.nevers, order: readOrder(), batch: null,
    fixes: [], fixesTold: "[]", correcting: null,
    lastTime: 0, place: data.place, placeTold: data.place, placeTimer: 0,
  };
  const shelf = `betweenlines-outbox/${data.study}/${data.coder.id}/${data.document.id}/`;
  R.outbox = makeOutbox({
    client: newClient(),
    prefix: shelf,
    url: URLS.decisions,
    token: data.token,
    hooks: {
      changed: () => R.outbox && drawSaved(R),
      stored: () => {},
      refused: (gone) => tellRefused(R, gone),
    },
  });
  learnLog(R, [...data.log, ...R.outbox.adopted]);
  R.standing = standingOf(page, R.log);
  return R;
}

/** Take decisions into the log without drawing. */
function learnLog(R, ops) {
  for (const op of ops) {
    if (R.names.has(opName(op))) continue;
    R.names.set(opName(op), op);
    R.log.push(op);
  }
}

function tellRefused(R, gone) {
  const ops = gone.map(({ op }) => op);
  for (const { op, why } of gone) notice(R, `Not saved: ${describe(R, op)}. ${why}`);
  forget(R, ops);
  R.channel?.postMessage({ dropped: ops.map(({ client, seq }) => ({ client, seq })) });
}

function startReader(R) {
  readScheme(R);
  fitHeight(R);
  R.ui.root.classList.toggle("bl-letterless", !R.letters);
  drawAll(R);
  R.ui.order.value = R.order;
  takeFixes(R, R.data.corrections);
  paintCodings(R);
  drawSaved(R);
  listen(R);
  openChannel(R);
  const first = startAt(R);
  if (first) moveTo(R, first.index, { focus: document.activeElement === document.body });
  else applyFilter(R, "all");
  sendOutbox(R.outbox);
  R.ui.root.dataset.ready = R.data.document.id;
}

function listen(R) {
  const stop = new AbortController();
  const on = (target, kind, act, options = {}) =>
    target.addEventListener(kind, act, { signal: stop.signal, ...options });
  R.stop = stop;
  on(document, "keydown", (event) => onKey(R, event), { capture: true });
  on(R.ui.root, "click", (event) => onClick(R, event));
  on(R.ui.find, "input", () => filterCodes(R));
  on(R.ui.order, "change", () => chooseOrder(R, R.ui.order.value));
  on(document, "selectionchange", () => {
    cancelAnimationFrame(R.selectionFrame);
    R.selectionFrame = requestAnimationFrame(() => watchSelection(R));
  });
  on(R.ui.pick, "mousedown", (event) => event.preventDefault()); // the selection stays
  on(R.ui.root, "focusin", (event) => onFocus(R, event));
  on(R.ui.root, "mouseover", (event) => onHover(R, event));
  on(R.ui.text, "mousemove", (event) => hoverFixes(R, event), { passive: true });
  on(R.ui.root, "mouseout", (event) => {
    if (event.target.closest(".bl-chip, .bl-code, .bl-card")) hoverGone(R, event);
  });
  on(R.ui.scroll, "scroll", () => !R.ui.pick.hidden && placePick(R), { passive: true });
  on(globalThis, "pagehide", () => leave(R));
  on(document, "visibilitychange", () => document.hidden && saveMemo(R));
  on(globalThis, "online", () => sendOutbox(R.outbox));
  on(globalThis, "resize", () => fitHeight(R));
}

function onHover(R, event) {
  const over = event.target.closest(".bl-code, .bl-seg .bl-chip, .bl-offer");
  if (over) hoverSoon(R, over);
  if (event.target.closest(".bl-card")) clearTimeout(R.hovering);
}

function onFocus(R, event) {
  const chip = event.target.closest(".bl-codes .bl-chip");
  if (chip?.classList.contains("bl-yes")) hold(R, chip.dataset.name);
  if (chip && chip.matches(":focus-visible")) hoverSoon(R, chip);
  const row = event.target.closest(".bl-seg");
  if (row && !row.classList.contains("bl-question") && Number(row.dataset.i) !== R.current && !chip) {
    moveTo(R, Number(row.dataset.i), { focus: false, scroll: false });
  }
}

/** Other tabs of the same coder on the same document hear of every decision, and of refusals. */
function openChannel(R) {
  if (!globalThis.BroadcastChannel) return;
  const { study, coder, document: shown } = R.data;
  R.channel = new BroadcastChannel(`betweenlines/${study}/${coder.id}/${shown.id}`);
  R.channel.onmessage = ({ data }) => {
    if (data.ops) takeIn(R, data.ops);
    if (data.fixes) takeFixes(R, data.fixes);
    if (data.nevers) takeNevers(R, data.nevers);
    if (data.dropped) forget(R, data.dropped.map((name) => R.names.get(opName(name))).filter(Boolean));
  };
}

/** The page fills the window from where it begins. */
function fitHeight(R) {
  const top = R.ui.root.getBoundingClientRect().top + globalThis.scrollY;
  R.ui.root.style.setProperty("--bl-top", `${Math.max(0, Math.round(top))}px`);
}

function leave(R) {
  saveMemo(R);
  if (R.placeTimer) tellPlace(R);
  partOutbox(R.outbox);
}

function endReader(R) {
  leave(R);
  closeOutbox(R.outbox);
  R.stop.abort();
  R.channel?.close();
  clearTimeout(R.hovering);
  clearTimeout(R.quiet);
  clearPaint();
  R.style?.remove();
  delete R.ui.root.dataset.ready;
}

/** The script ran again: a fresh token, and what was decided elsewhere in the meantime. */
function feedReader(R, data) {
  R.outbox.token = data.token;
  R.data = data;
  readScheme(R);
  drawHues(R);
  takeFixes(R, data.corrections);
  takeNevers(R, data.nevers);
  takeIn(R, data.log);
  sendOutbox(R.outbox);
}

export default function showReader({ data, parentElement }) {
  const root = parentElement.querySelector(".bl-reader");
  if (!root || !data) return undefined;
  let R = READERS.get(root);
  if (R && R.data.rev === data.rev) {
    feedReader(R, data);
  } else {
    if (R) endReader(R);
    R = makeReader(root, data);
    READERS.set(root, R);
    startReader(R);
  }
  return () => {
    if (READERS.get(root) !== R) return;
    READERS.delete(root);
    endReader(R);
  };
}
