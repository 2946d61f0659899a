// Coders side by side, what all of them gave, and what the codes in question mean.

function codeChip(R, code, act, { kind = "yes", note = "", attributes = {} } = {}) {
  const { theme, name } = codeOf(R.page, code);
  const data = { "data-theme": theme ? theme.number : "gone", "data-code": code, ...attributes };
  const chip = act
    ? button(`bl-chip bl-${kind}`, null, act, data)
    : el("span", `bl-chip bl-${kind}`, null, data);
  chip.append(el("span", "bl-chip-id", code), el("span", "bl-name", name === code ? "" : name));
  if (note) chip.append(el("span", "bl-sign", note));
  return chip;
}

function drawSides(R) {
  const passage = R.now;
  const draft = draftOf(R, passage);
  const columns = columnsOf(R, passage);
  R.ui.sides.replaceChildren(
    ...columns.map((coder, number) => drawSide(R, { passage, draft, coder, number })),
  );
  setText(R.ui.allWord, passage.coders.length > 2 ? "All of them" : "Both");
  setText(R.ui.noneWord, noneWords(passage));
  const shared = passage.shared.map((code) => codeChip(R, code, null));
  R.ui.agreed.replaceChildren(
    ...(shared.length ? [el("span", "bl-quiet", "All gave it, and it stays:"), ...shared] : []),
  );
}

function drawSide(R, { passage, draft, coder, number }) {
  const name = columnName(R, passage, coder);
  const taken = draft.kind === "one" && draft.takes === R.data.coders[coder].id;
  const side = el("section", "bl-side", null, { "aria-label": name });
  side.classList.toggle("bl-taken", taken);
  const head = el("div", "bl-side-head");
  const take = button("bl-button bl-take", null, "take", {
    "data-coder": coder, "aria-pressed": String(taken),
  });
  if (number < 9) take.append(cap(String(number + 1)));
  take.append(el("span", "", taken ? "Taken" : "Take"));
  take.setAttribute("aria-label", `Take the choice of ${name}`);
  head.append(el("h4", "", name), take);
  const asked = askedCodings(passage, coder);
  const rest = passage.codings.filter((one) => one.coder === coder && !asked.includes(one));
  const list = el("ul", "bl-side-list");
  for (const coding of asked) list.append(drawCoding(R, { passage, draft, coding }));
  for (const coding of rest) if (coding.memo) list.append(drawMemo(R, coding));
  side.append(head);
  if (!asked.length) {
    const none = passage.codes.length === 1 ? "Not this code" : "None of these codes";
    side.append(el("p", "bl-side-none", rest.length ? none : "No code"));
  }
  side.append(list);
  return side;
}

function drawCoding(R, { passage, draft, coding }) {
  const item = el("li");
  const span = clipped(passage, coding);
  const key = span ? [...span, coding.code].join(":") : "";
  const stands = draft.marks.some((mark) => covers(mark, span, coding.code));
  const chip = codeChip(R, coding.code, "toggle", {
    note: coding.certainty === "unsure" ? "?" : "",
    attributes: {
      "data-key": key, "data-start": coding.start, "data-end": coding.end,
      "aria-pressed": String(Boolean(draft.kind) && stands),
      title: "Let just this stand, or take it out again",
    },
  });
  item.append(chip);
  const notes = [];
  if (coding.certainty === "unsure") notes.push("unsure");
  if (coding.start < passage.start || coding.end > passage.end) notes.push("goes on beyond this passage");
  const part = span && (span[0] > passage.start || span[1] < passage.end);
  if (part && isShorter(passage, span)) notes.push(`on “${quoted(R, ...span)}”`);
  if (notes.length) item.append(el("p", "bl-coding-note", notes.join(" · ")));
  if (coding.memo) item.append(el("p", "bl-coding-memo", coding.memo, { dir: "auto" }));
  return item;
}

function covers([start, end, code], span, wanted) {
  return code === wanted && span && start <= span[0] && end >= span[1];
}

/** Whether a span leaves out words of the passage, not only white space. */
function isShorter(passage, [start, end]) {
  const whole = clipped(passage, passage);
  return !whole || start > whole[0] || end < whole[1];
}

function drawMemo(R, coding) {
  const item = el("li");
  item.append(codeChip(R, coding.code, null));
  item.append(el("p", "bl-coding-memo", coding.memo, { dir: "auto" }));
  return item;
}

/** What the codes in question mean: what is being argued about. */
function drawMeanings(R) {
  const parts = R.now.codes.map((id) => drawMeaning(R, id));
  R.ui.meanings.replaceChildren(...parts);
}

function drawMeaning(R, id) {
  const code = codeOf(R.page, id);
  const part = el("section", "bl-meaning-of", null, { "data-theme": code.theme ? code.theme.number : "gone" });
  const head = el("h4", "bl-meaning-head");
  head.append(el("span", "bl-dot"), el("span", "", `${id} ${code.gone ? "" : code.name}`));
  part.append(head);
  if (code.gone) {
    part.append(el("p", "bl-quiet", "The framework no longer has this code."));
    return part;
  }
  part.append(el("p", "", code.definition || "No definition yet."));
  const near = code.near.map(([text, home]) => (home ? `${text} → ${home}` : text));
  const rules = [
    ...meaningList("Counts", code.include),
    ...meaningList("Does not count", code.exclude),
    ...meaningList("Close, but not this", near),
    ...meaningList("For example", code.examples),
  ];
  if (rules.length) {
    const more = el("details");
    more.open = R.now.codes.length === 1;
    more.append(el("summary", "", "What counts, and what does not"), ...rules);
    part.append(more);
  }
  part.append(meaningTools(R, code));
  return part;
}

function meaningTools(R, { id, name }) {
  const tools = el("p", "bl-meaning-tools");
  const sharpen = button("bl-link", null, "sharpen", { "data-code": id });
  if (id === R.now.codes[0]) sharpen.append(cap("D"));
  sharpen.append(el("span", "", "Sharpen the definition"));
  sharpen.setAttribute("aria-label", `Sharpen the definition of ${id} ${name}`);
  tools.append(sharpen);
  const alpha = R.data.figures[id];
  if (typeof alpha === "number") tools.append(el("span", "bl-quiet", `alpha ${alpha.toFixed(2)}`));
  return tools;
}

function meaningList(title, lines) {
  if (!lines.length) return [];
  const list = el("ul", "bl-bullets");
  for (const line of lines) list.append(el("li", "", line));
  return [el("p", "bl-card-title", title), list];
}

function hideNames(R, on) {
  R.hidden = on;
  try {
    localStorage.setItem("betweenlines-settle-names", on ? "hidden" : "shown");
  } catch {
    // then it holds for this page
  }
  R.ui.names.setAttribute("aria-pressed", String(on));
  setText(R.ui.names, on ? "Show names" : "Hide names");
  drawSieve(R);
  if (R.now) drawVerdict(R);
}

function readHidden() {
  try {
    return localStorage.getItem("betweenlines-settle-names") === "hidden";
  } catch {
    return false;
  }
}
