// The component's life: built once for what coders did; afterwards only fed.

const PAGES = new WeakMap();

function makeSettling(root, data) {
  const ui = { root };
  for (const node of root.querySelectorAll("[data-bl]")) ui[node.dataset.bl] = node;
  const own = `${data.study}/${data.coder.id}`;
  const R = {
    ui, data,
    page: { ...frameworkOf(data.framework), segments: [], text: "", data: { segments: [] } },
    passages: readPassages(data), log: [], names: new Map(), verdicts: new Map(),
    sieve: { stage: "left", code: data.wanted ? "*" : "", document: "", pair: "", order: "document" },
    shelf: `betweenlines-draft/${own}/settle`,
    standing: { counts: new Map() },
    now: null, span: null, offered: [], options: [], pointed: null,
    letters: readLetters(), hidden: readHidden(), lastTime: 0,
  };
  R.drafts = readDrafts(R.shelf);
  R.outbox = makeOutbox({
    client: newClient(),
    prefix: `betweenlines-outbox/${own}/adjudications/`,
    url: "/api/adjudications",
    token: data.token,
    hooks: {
      changed: () => R.outbox && drawSaved(R),
      stored: () => {},
      refused: (gone) => tellRefusedVerdicts(R, gone),
    },
  });
  R.sharpen = makeEditor({
    dialog: ui.editor, own, token: () => R.outbox.token, framework: () => R.data.framework,
    saved: (version, code) => takeVersion(R, version, code),
  });
  learnActs(R, [...data.log, ...R.outbox.adopted]);
  return R;
}

/** A verdict that cannot be kept is open again, with its words where they were typed. */
function tellRefusedVerdicts(R, gone) {
  const ops = gone.map(({ op }) => op);
  forgetActs(R, ops);
  for (const { op, why } of gone) {
    const passage = R.passages.find((one) => one.place === placeName(op.document, op.start, op.end));
    const where = passage ? ` on ${passage.document.name}, line ${passage.line}` : "";
    notice(R, `Not saved: the verdict${where}. ${why}`);
    if (passage && op.act === "settle") refill(R, passage, op);
  }
  refresh(R);
}

function refresh(R) {
  drawList(R);
  drawTally(R);
  if (R.now) drawVerdict(R);
}

function startSettling(R) {
  readScheme(R);
  fitHeight(R);
  drawHues(R);
  drawFramework(R);
  R.ui.root.classList.toggle("bl-letterless", !R.letters);
  R.ui.root.classList.toggle("bl-reading", Boolean(R.data.rule));
  R.ui.reason.disabled = Boolean(R.data.rule);
  hideNames(R, R.hidden);
  sift(R);
  if (!R.list.length) sift(R, { stage: "all" });
  drawSaved(R);
  listenSettling(R);
  openSettleChannel(R);
  const first = firstPassage(R);
  if (first) openPassage(R, first, { focus: document.activeElement === document.body });
  else showNothing(R);
  sendOutbox(R.outbox);
  R.ui.root.dataset.ready = R.data.study;
}

function firstPassage(R) {
  if (R.data.at) {
    const [id, start] = R.data.at;
    const there = R.passages.find((one) => one.document.id === id && one.end > start);
    if (there) return there;
  }
  const typed = R.list.find((one) => R.drafts.has(one.place));
  return typed || R.list.find((one) => stageOf(R, one) !== "settled") || R.list[0];
}

function showNothing(R) {
  R.ui.case.hidden = true;
  R.ui.empty.hidden = false;
  R.ui.bench.hidden = true;
  setText(R.ui.empty, "Coders differ on nothing here: there is nothing to settle.");
  setText(R.ui.title, "Nothing to settle");
}

function listenSettling(R) {
  const stop = new AbortController();
  const on = (target, kind, act, options = {}) =>
    target.addEventListener(kind, act, { signal: stop.signal, ...options });
  R.stop = stop;
  on(document, "keydown", (event) => onKey(R, event), { capture: true });
  on(R.ui.root, "click", (event) => onClick(R, event));
  on(R.ui.root, "change", (event) => {
    const { sieve } = event.target.dataset;
    if (sieve) sieveBy(R, { [sieve]: event.target.value });
  });
  on(R.ui.find, "input", () => filterCodes(R));
  on(R.ui.reason, "input", () => R.now && putDraft(R, { reason: R.ui.reason.value }));
  on(document, "selectionchange", () => {
    cancelAnimationFrame(R.selectionFrame);
    R.selectionFrame = requestAnimationFrame(() => watchSelection(R));
  });
  on(R.ui.pick, "mousedown", (event) => event.preventDefault()); // the selection stays
  for (const kind of ["mouseover", "focusin"]) on(R.ui.root, kind, (event) => pointAtChip(R, event));
  on(R.ui.scroll, "scroll", () => !R.ui.pick.hidden && placePick(R), { passive: true, capture: true });
  on(globalThis, "pagehide", () => partOutbox(R.outbox));
  on(globalThis, "online", () => sendOutbox(R.outbox));
  on(globalThis, "resize", () => fitHeight(R));
}

function sieveBy(R, change) {
  sift(R, change);
  if (R.list.length && !R.list.includes(R.now)) openPassage(R, R.list[0], { focus: false });
}

/** A coding under the pointer shows its words in the text. */
function pointAtChip(R, event) {
  const chip = event.target.closest(".bl-chip[data-start]");
  if (!chip) return R.pointing && (R.pointing = false, pointAt(R, null));
  R.pointing = true;
  return pointAt(R, { start: Number(chip.dataset.start), end: Number(chip.dataset.end) });
}

/** Other tabs of the same person hear of every verdict. */
function openSettleChannel(R) {
  if (!globalThis.BroadcastChannel) return;
  R.channel = new BroadcastChannel(`betweenlines-settle/${R.data.study}/${R.data.coder.id}`);
  R.channel.onmessage = ({ data }) => {
    if (data.ops && learnActs(R, data.ops).length) refresh(R);
  };
}

function fitHeight(R) {
  const top = R.ui.root.getBoundingClientRect().top + globalThis.scrollY;
  R.ui.root.style.setProperty("--bl-top", `${Math.max(0, Math.round(top))}px`);
}

/** The code was sharpened here: what is on the screen follows at once. */
function takeVersion(R, version, code) {
  const { framework } = R.data;
  framework.version = version;
  for (const theme of framework.themes) {
    theme.codes = theme.codes.map((one) => (one.id === code.id ? { ...one, ...code } : one));
  }
  takeFramework(R);
  say(R, `${code.id} is sharper: version ${version} of the framework.`, true);
}

function takeFramework(R) {
  Object.assign(R.page, frameworkOf(R.data.framework));
  drawHues(R);
  drawFramework(R);
  if (R.now) drawVerdict(R);
}

const sharpenFirst = (R) => R.now && sharpenCode(R, R.now.codes[0]);

function sharpenCode(R, id) {
  const code = codeOf(R.page, id);
  if (code.gone) return say(R, "The framework no longer has this code.", true);
  const { text, offsets } = viewOf(R.now.document);
  const { start, end } = R.span || R.now;
  const words = text.slice(offsets.toUnits(start), offsets.toUnits(end)).trim();
  dropSpan(R, { selection: true });
  return R.sharpen.open(code, { words, from: R.now.document.name });
}

/** The script ran again: a fresh token, and what was decided elsewhere in the meantime. */
function feedSettling(R, data) {
  R.outbox.token = data.token;
  const newer = data.framework.version >= R.data.framework.version;
  R.data = newer ? data : { ...data, framework: R.data.framework };
  readScheme(R);
  takeFramework(R);
  if (learnActs(R, data.log).length) refresh(R);
  sendOutbox(R.outbox);
}

function endSettling(R) {
  closeOutbox(R.outbox);
  R.stop.abort();
  R.channel?.close();
  clearTimeout(R.quiet);
  clearPaint();
  R.style?.remove();
  for (const dialog of [R.ui.help, R.ui.editor]) if (dialog.open) dialog.close();
  delete R.ui.root.dataset.ready;
}

export default function showSettling({ data, parentElement }) {
  const root = parentElement.querySelector(".bl-settle");
  if (!root || !data) return undefined;
  let R = PAGES.get(root);
  if (R && R.data.rev === data.rev) {
    feedSettling(R, data);
  } else {
    if (R) endSettling(R);
    R = makeSettling(root, data);
    PAGES.set(root, R);
    startSettling(R);
  }
  return () => {
    if (PAGES.get(root) !== R) return;
    PAGES.delete(root);
    endSettling(R);
  };
}
