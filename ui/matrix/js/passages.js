// The passages of the open cell: quoted in order, cited, dragged, and seen in their context.

const CONTEXT_AT = "/api/context";

function drawPassages(R, cell) {
  const number = cell.passages.length;
  R.ui.count.textContent = number ? counted(number, "passage") : "No passages";
  const cited = new Set(referencesIn(R.ui.words.value, cell.passages).map(String));
  R.cited = [...cited].join();
  const drawn = [cellName(cell.case, cell.code), R.cited, [...R.contexts].map(([key, { reach }]) => `${key} ${reach}`)];
  if (R.drawnPassages === cell.passages && R.drawnAs === String(drawn)) return; // a drag may be on
  R.drawnPassages = cell.passages;
  R.drawnAs = String(drawn);
  R.ui.passages.replaceChildren(...cell.passages.map((passage, index) => {
    const isCited = cited.has(placeOf(passage).join());
    return drawPassage(R, passage, index, isCited);
  }));
}

function placeOf(passage) {
  return [passage.document, passage.start, passage.end];
}

function drawPassage(R, passage, index, isCited) {
  const item = el("li", "bm-passage", null, { "data-passage": index });
  item.classList.toggle("bm-cited", isCited);
  const head = el("div", "bm-where", null, {
    draggable: "true", "data-drag": index, title: "Drag the reference into the text",
  });
  const query = new URLSearchParams({
    study: R.data.study, document: passage.document, at: String(passage.start),
  });
  head.append(el("span", "bm-grip", "⠿", { "aria-hidden": "true" }));
  head.append(el("a", "", passage.label, {
    href: `code?${query}`, title: "Read it in its interview, or drag it into the text", draggable: "false",
  }));
  const said = [passage.speaker, clock(passage.seconds)].filter(Boolean).join(", ");
  head.append(el("span", "bm-quiet", said, { dir: "auto" }));
  if (passage.unsure) head.append(el("span", "bm-quiet", "? unsure"));
  if (isCited) head.append(el("span", "bm-in-use", "✓ referred to"));
  const insert = button("bm-button bm-insert", "Insert reference", "insert", {
    "data-passage": index, "aria-label": `Insert reference ${passage.label}`,
    title: index < 9 ? `Alt+${index + 1} while you write` : null,
  });
  if (index < 9) insert.append(cap(`Alt ${index + 1}`));
  const around = button("bm-button bm-insert", "Context", "context", {
    "data-passage": index, "aria-label": `Context of ${passage.label}`,
    "aria-expanded": String(R.contexts.has(placeOf(passage).join())),
  });
  const tools = el("div", "bm-actions");
  tools.append(insert, around);
  item.append(head, drawWords(R, passage), tools);
  return item;
}

/** The passage alone or, once it was asked for, among what was said before and after it. */
function drawWords(R, passage) {
  const context = R.contexts.get(placeOf(passage).join());
  if (!context?.turns) return el("p", "bm-quote", passage.text, { dir: "auto" });
  const box = el("div", "bm-context", null, { role: "group", "aria-label": `Around ${passage.label}` });
  for (const [speaker, before, marked, after] of context.turns) {
    const line = el("p", "bm-quote", null, { dir: "auto" });
    if (speaker) line.append(el("b", "bm-speaker", `${speaker} `));
    line.append(before);
    if (marked) line.append(el("mark", "", marked));
    line.append(after);
    line.classList.toggle("bm-beside", !marked);
    box.append(line);
  }
  if (context.more) {
    box.append(button("bm-button bm-insert", "More of it", "more", { "data-passage": context.index }));
  }
  return box;
}

/** Show what was said around a passage, or the passage alone again. */
function toggleContext(R, index) {
  const passage = openedCell(R)?.passages[index];
  if (!passage) return;
  if (R.contexts.delete(placeOf(passage).join())) redrawPassage(R, index, "context");
  else askContext(R, passage, index, 2);
}

function moreContext(R, index) {
  const passage = openedCell(R)?.passages[index];
  const known = passage && R.contexts.get(placeOf(passage).join());
  if (known) askContext(R, passage, index, known.reach * 3);
}

async function askContext(R, passage, index, reach) {
  const [document, start, end] = placeOf(passage);
  try {
    const answer = await fetch(CONTEXT_AT, {
      method: "POST", headers: postHeaders(R.outbox), signal: AbortSignal.timeout(15000),
      body: JSON.stringify({ document, start, end, reach }),
    });
    if (!answer.ok) throw new Error("refused");
    R.contexts.set(placeOf(passage).join(), { ...(await answer.json()), reach, index });
  } catch {
    say(R, "The context could not be fetched. Is the program still running?", true);
    return;
  }
  if (openedCell(R)?.passages[index] === passage) redrawPassage(R, index, "context");
}

function redrawPassage(R, index, focused) {
  drawPassages(R, openedCell(R));
  const item = R.ui.passages.children[index];
  item?.querySelector(`[data-act="${focused}"]`)?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

/** What is dragged is the reference as it is typed, whatever it was taken by. */
function onDrag(R, event) {
  const head = event.target.closest?.("[data-drag]");
  const passage = head && openedCell(R)?.passages[Number(head.dataset.drag)];
  if (!passage) return;
  event.dataTransfer.clearData();
  event.dataTransfer.setData("text/plain", `[${passage.label}]`);
  event.dataTransfer.effectAllowed = "copy";
}
