// The list at the left: what is to settle, what is settled, and how it is narrowed down.

const STAGES = {
  open: ["○", "to settle"],
  changed: ["↻", "changed since it was settled"],
  aside: ["?", "unsure, set aside"],
  settled: ["✓", "settled"],
};

function drawSieve(R) {
  const { wanted, documents, coders } = R.data;
  const counts = new Map();
  for (const { codes } of R.passages) {
    for (const code of codes) counts.set(code, (counts.get(code) || 0) + 1);
  }
  const codes = [...counts].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  const options = [["", "All codes"]];
  if (wanted) options.push(["*", wanted.name]);
  for (const [code, count] of codes) options.push([code, `${code} ${nameOf(R, code)} (${count})`]);
  fillSelect(R.ui.byCode, options, R.sieve.code);
  const talks = documents.map(({ name }, number) => [String(number), name]);
  fillSelect(R.ui.byDocument, [["", "All interviews"], ...talks], R.sieve.document);
  const here = new Set(R.passages.flatMap((passage) => passage.coders));
  const pairs = [...here].flatMap((a) => [...here].filter((b) => a < b).map((b) => [a, b]));
  const named = pairs.map(([a, b]) => [`${a} ${b}`, `${coders[a].name} and ${coders[b].name}`]);
  fillSelect(R.ui.byPair, [["", "All coders"], ...named], R.sieve.pair);
  R.ui.pairField.hidden = pairs.length < 2 || R.hidden;
}

function fillSelect(select, options, value) {
  select.replaceChildren(...options.map(([key, text]) => el("option", "", text, { value: key })));
  select.value = options.some(([key]) => key === value) ? value : options[0][0];
}

/** Choose what is listed. A passage that is settled stays in the list until this is done again. */
function sift(R, change = {}) {
  Object.assign(R.sieve, change);
  for (const one of R.ui.root.querySelectorAll("[data-act=stage]")) {
    one.setAttribute("aria-pressed", String(one.dataset.stage === R.sieve.stage));
  }
  R.scope = scopeOf(R);
  R.list = R.scope.filter((passage) => isListed(R, passage));
  drawList(R);
  drawTally(R);
}

// Long lists are drawn in part: the passages around the one in front.
const DRAWN = 300;

function drawList(R, from = null) {
  const at = Math.max(0, R.list.indexOf(R.now));
  const first = Math.max(0, Math.min(from ?? at - DRAWN / 3, R.list.length - DRAWN));
  const shown = R.list.slice(first, first + DRAWN);
  const rows = [];
  let heading = null;
  if (first > 0) rows.push(turnPage(first - DRAWN, `${counted(first, "passage")} before these`));
  for (const passage of shown) {
    const group = R.sieve.order === "document" ? passage.document.name : "";
    if (group && group !== heading) rows.push(el("li", "bl-group", group));
    heading = group;
    rows.push(drawItem(R, passage));
  }
  const rest = R.list.length - first - shown.length;
  if (rest > 0) rows.push(turnPage(first + DRAWN, `${counted(rest, "passage")} after these`));
  R.ui.list.replaceChildren(...rows);
  R.ui.nobody.hidden = R.list.length > 0;
  R.ui.nobody.textContent = R.scope.length ? NOTHING[R.sieve.stage] : "Coders differ on nothing here.";
}

function turnPage(from, text) {
  const item = el("li");
  item.append(button("bl-link bl-turn-page", text, "turnPage", { "data-from": from }));
  return item;
}

const NOTHING = {
  left: "Everything here is settled.",
  aside: "Nothing is set aside.",
  settled: "Nothing is settled yet.",
  all: "",
};

function drawItem(R, passage) {
  const item = el("li");
  const row = button("bl-item", null, "open", { "data-place": passage.place });
  const stage = stageOf(R, passage);
  const sign = el("span", `bl-stage bl-stage-${stage}`, STAGES[stage][0], { "aria-hidden": "true" });
  const body = el("span", "bl-item-body");
  const head = el("span", "bl-item-head");
  const where = R.sieve.order === "document" ? `L${passage.line}` : `${passage.document.name} L${passage.line}`;
  head.append(el("span", "bl-item-where", where), el("span", "bl-item-codes", passage.codes.join("  ")));
  const { offsets, text } = viewOf(passage.document);
  const words = text.slice(offsets.toUnits(passage.start), offsets.toUnits(passage.end));
  body.append(head, el("span", "bl-item-words", words.slice(0, 90), { dir: "auto" }));
  row.append(sign, body, el("span", "bl-said-only", STAGES[stage][1]));
  row.dataset.stage = stage;
  if (R.now === passage) row.setAttribute("aria-current", "true");
  item.append(row);
  return item;
}

const itemOf = (R, passage) =>
  passage && R.ui.list.querySelector(`[data-place="${CSS.escape(passage.place)}"]`);

function redrawItem(R, passage) {
  const old = itemOf(R, passage);
  if (!old) return;
  const focused = old === document.activeElement;
  const item = drawItem(R, passage);
  old.parentElement.replaceWith(item);
  if (focused) item.firstChild.focus({ preventScroll: true });
}

function drawTally(R) {
  const done = R.scope.filter((passage) => stageOf(R, passage) === "settled").length;
  setText(R.ui.reviewed, `${done} of ${R.scope.length} settled`);
  R.ui.meter.value = R.scope.length ? done / R.scope.length : 0;
}

function showItem(R, passage) {
  if (!itemOf(R, passage) && R.list.includes(passage)) drawList(R);
  for (const one of R.ui.list.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
  const item = itemOf(R, passage);
  item?.setAttribute("aria-current", "true");
  item?.scrollIntoView({ block: "nearest" });
}

function listOpen(R, open) {
  R.ui.root.classList.toggle("bl-listed", open);
  R.ui.lister.setAttribute("aria-expanded", String(open));
}

/** Go up or down the list. */
function stepList(R, by) {
  const at = R.list.indexOf(R.now);
  const next = R.list[at < 0 ? 0 : at + by];
  if (next) openPassage(R, next);
  else say(R, by > 0 ? "The end of the list." : "The beginning of the list.", true);
}

/** Go to the next passage that wants a verdict, from the top again at the end. */
function nextLeft(R, { aside = false } = {}) {
  const at = R.list.indexOf(R.now);
  const round = [...R.list.slice(at + 1), ...R.list.slice(0, Math.max(at, 0))];
  const wants = (passage) => {
    const stage = stageOf(R, passage);
    return stage === "open" || stage === "changed" || (aside && stage === "aside");
  };
  const next = round.find(wants);
  if (next) openPassage(R, next);
  return Boolean(next);
}
