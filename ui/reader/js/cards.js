// Cards beside the text: what a code means, why it was suggested, and memos. On demand only.

const HOVER = 450;

/** Open the card beside an element. */
function openCard(R, beside, parts, { kind, label }) {
  saveMemo(R);
  R.card = { kind, beside };
  R.ui.card.className = `bl-card bl-card-${kind}`;
  R.ui.card.setAttribute("aria-label", label);
  R.ui.card.replaceChildren(...parts);
  R.ui.card.hidden = false;
  placeCard(R, beside);
}

function placeCard(R, beside) {
  const root = R.ui.root.getBoundingClientRect();
  const at = beside.getBoundingClientRect();
  const card = R.ui.card.getBoundingClientRect();
  const inFrame = R.ui.frame.contains(beside);
  const wantLeft = inFrame ? at.right + 8 : at.left;
  const left = Math.min(wantLeft, root.right - card.width - 12);
  const wantTop = inFrame ? at.top - 8 : at.bottom + 6;
  const fits = wantTop + card.height < root.bottom - 8;
  const flipped = inFrame ? root.bottom - card.height - 8 : at.top - card.height - 6;
  R.ui.card.style.left = `${Math.max(8, left - root.left)}px`;
  R.ui.card.style.top = `${Math.max(8, (fits ? wantTop : flipped) - root.top)}px`;
}

/** Close whatever card is open; a memo in it is kept. */
function closeCard(R) {
  clearTimeout(R.hovering);
  if (!R.card) return false;
  saveMemo(R);
  R.card = null;
  R.ui.card.hidden = true;
  paintMoment("bl-cue", []);
  return true;
}

/** After a moment's rest on a code, show what it means. */
function hoverSoon(R, element) {
  clearTimeout(R.hovering);
  if (R.card && R.card.kind !== "code") return;
  if (R.card?.beside === element) return;
  R.hovering = setTimeout(() => {
    const code = codeOfElement(R, element);
    if (code && element.isConnected) showCode(R, code, element);
  }, HOVER);
}

function hoverGone(R, event) {
  clearTimeout(R.hovering);
  const into = event.relatedTarget;
  if (R.card?.kind !== "code") return;
  if (into && (R.ui.card.contains(into) || R.card.beside.contains(into))) return;
  R.hovering = setTimeout(() => R.card?.kind === "code" && closeCard(R), HOVER / 2);
}

function codeOfElement(R, element) {
  if (element.dataset.code) return element.dataset.code;
  const name = element.dataset.name;
  return name ? name.slice(name.indexOf(":", name.indexOf(":") + 1) + 1) : null;
}

/** The definition, what counts, what does not, and the code's opposite. */
function showCode(R, id, beside, { said = false } = {}) {
  const code = codeOf(R.page, id);
  const parts = codeParts(R, code);
  openCard(R, beside, parts, { kind: "code", label: `About ${code.name}` });
  if (said) say(R, parts.map((part) => part.textContent).join(". "));
}

function codeParts(R, code) {
  const head = el("p", "bl-card-head", null, { "data-theme": code.theme ? code.theme.number : "gone" });
  head.append(el("span", "bl-dot"), el("b", "", code.name), el("span", "bl-id", code.id));
  const parts = [head];
  if (code.gone) return [...parts, el("p", "bl-meaning", "The framework no longer has this code.")];
  if (code.where) parts.push(el("p", "bl-quiet", `${code.theme.name} · ${code.where}`));
  parts.push(el("p", "bl-meaning", code.definition || "This code has no definition yet."));
  parts.push(...listPart("Counts", "✓", code.include), ...listPart("Does not count", "✗", code.exclude));
  const near = code.near.map(([text, home]) => (home ? `${text} → ${nameOf(R, home)}` : text));
  parts.push(...listPart("Close, but not this", "≠", near));
  parts.push(...listPart("For example", "“", code.examples));
  if (code.twin) parts.push(el("p", "bl-quiet", `⇄ Its opposite: ${nameOf(R, code.twin)}`));
  return parts;
}

function listPart(title, sign, lines) {
  if (!lines.length) return [];
  const list = el("ul", "bl-lines");
  for (const line of lines) {
    const item = el("li");
    item.append(el("span", "bl-sign", sign, { "aria-hidden": "true" }), el("span", "", line));
    list.append(item);
  }
  return [el("p", "bl-card-title", title), list];
}

/** W: the reasons for the suggestions of this passage, or for the one in focus. */
function showWhy(R) {
  const segment = currentSegment(R);
  if (!segment) return;
  if (R.card?.kind === "why") return closeCard(R);
  const chip = document.activeElement?.closest?.(".bl-chip[data-number]");
  const only = chip && segment.margin.contains(chip) ? Number(chip.dataset.number) : 0;
  const chosen = segment.suggestions.filter((_, place) => !only || place + 1 === only);
  if (!chosen.length) {
    return say(R, segment.control ? "No suggestions on this passage: it is a control passage." : "Nothing is suggested on this passage.", true);
  }
  const parts = chosen.flatMap((suggestion) => whyParts(R, suggestion));
  openCard(R, chip && only ? chip : segment.margin, parts, { kind: "why", label: "Why suggested" });
  const cues = chosen.flatMap((suggestion) => suggestion.evidence)
    .filter(([, , start]) => start !== null);
  paintMoment("bl-cue", cues.flatMap(([, , start, end]) => rangesOf(R, start, end)));
  say(R, parts.filter((part) => !part.matches(".bl-card-tools")).map((part) => part.textContent).join(". "));
}

function whyParts(R, suggestion) {
  const { code: id, score, evidence } = suggestion;
  const code = codeOf(R.page, id);
  const head = el("p", "bl-card-head", null, { "data-theme": code.theme ? code.theme.number : "gone" });
  head.append(el("span", "bl-dot"), el("b", "", code.name), el("span", "bl-id", percent(score)));
  const list = el("ul", "bl-lines");
  for (const [kind, text] of evidence) list.append(whyLine(R, kind, text));
  if (!evidence.length) list.append(el("li", "", "It resembles the code as a whole; no single reason stands out."));
  return [head, list, ...neverParts(R, suggestion)];
}

function whyLine(R, kind, text) {
  const saids = {
    cue: ["The words", `“${text}”`],
    "negated cue": ["Said in the negative", `“${text}”`],
    example: ["Like the example", `“${text}”`],
    definition: ["Like the definition", text],
    words: ["The sentence that says most", `“${text}”`],
    "confirmed passage": ["Like a passage coded so", `“${text}”`],
    "near miss": ["Held against what it narrowly is not", `“${text}”`],
    "quoted by the language model": ["The language model quotes", `“${text}”`],
    twin: ["Its opposite scores alike", `${nameOf(R, text)}: look which of them it is`],
  };
  const [why, words] = saids[kind] || [kind, text];
  const line = el("li");
  line.append(el("span", "bl-quiet", `${why} `), el("span", "", words));
  return line;
}

/** A coding's own card: what can be done with it by mouse, and its memo. */
function showCoding(R, chip) {
  const coding = heldCoding(R);
  if (!coding) return;
  const tools = el("div", "bl-card-tools");
  const unsure = button("bl-button", null, "unsure", {
    "aria-pressed": String(coding.certainty === "unsure"),
  });
  unsure.append(cap("Q"), "Unsure");
  const take = button("bl-button", null, "withdraw");
  take.append(cap("⌫"), "Take away");
  const query = new URLSearchParams({
    study: R.data.study, document: R.data.document.id, code: coding.code,
  });
  const inMatrix = el("a", "", "Its cell in the matrix", { href: `matrix?${query}` });
  tools.append(unsure, take, inMatrix);
  const hint = el("p", "bl-quiet", "To change its passage, select other words, or press Shift or Alt with ← →.");
  const about = codeParts(R, codeOf(R.page, coding.code));
  const meant = about.slice(0, 1 + about.findIndex((part) => part.matches(".bl-meaning")));
  const parts = [...meant, ...memoParts(coding), tools, hint];
  openCard(R, chip, parts, { kind: "memo", label: `Your coding: ${nameOf(R, coding.code)}` });
  R.memo = { coding, area: R.ui.card.querySelector("textarea") };
}

function memoParts(coding) {
  const area = el("textarea", "bl-input bl-memo-area", null, {
    "aria-label": "Memo", rows: "3", maxlength: "10000", placeholder: "Memo: what you thought",
  });
  area.value = coding.memo;
  return [area];
}

/** M: write a memo on the coding in hand, or on the last one made here. */
function openMemo(R) {
  const coding = codingMeant(R);
  if (!coding) return say(R, "Give this passage a code first; the memo goes with it.", true);
  const name = codingNameOf(coding);
  hold(R, name);
  const segment = currentSegment(R);
  const chip = segment.margin.querySelector(`[data-name="${CSS.escape(name)}"]`) || segment.margin;
  showCoding(R, chip);
  R.memo.area.focus();
}

/** Typed words are kept however the card is left; one undo takes them back. */
function saveMemo(R) {
  const { memo } = R;
  if (!memo) return;
  R.memo = null;
  const typed = memo.area.value.replace(/\r\n?/g, "\n").trim();
  const now = R.standing.state.codings.get(codingNameOf(memo.coding));
  if (!now || typed === now.memo) return;
  annotate(R, now, { certainty: now.certainty, memo: typed });
  say(R, typed ? "Memo kept." : "Memo taken away.");
}
