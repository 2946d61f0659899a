// The framework at the left: themes in their hues, counts, and finding a code.

function drawFramework(R) {
  R.options = [];
  const groups = R.page.themes.map((theme) => {
    const group = el("div", "bl-theme", null, {
      role: "group", "aria-label": theme.name, "data-theme": theme.number,
    });
    const head = el("div", "bl-theme-name", null, { role: "presentation" });
    head.append(el("span", "bl-dot"), el("span", "", theme.name));
    group.append(head, ...theme.codes.map((code) => drawOption(R, code)));
    return group;
  });
  R.ui.themes.replaceChildren(...groups);
  drawCounts(R);
  filterCodes(R);
}

function drawOption(R, code) {
  const option = el("div", "bl-code", null, {
    role: "option", id: `bl-code-${R.options.length}`, "data-code": code.id, "data-act": "use",
    "aria-selected": "false",
  });
  const id = code.id.length <= 7 ? code.id : "";
  const count = el("span", "bl-count");
  option.append(el("span", "bl-id", id), el("span", "bl-code-name", code.name), count);
  R.options.push({ code, option, count, text: searchText(code) });
  return option;
}

const plainLetters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function searchText(code) {
  const theme = plainLetters(code.id);
  return { name: plainLetters(code.name), id: theme, more: plainLetters(code.definition || "") };
}

function drawCounts(R) {
  for (const { code, count, option } of R.options) {
    const number = R.standing.counts.get(code.id) || 0;
    const text = number ? String(number) : "";
    if (count.textContent === text) continue;
    count.textContent = text;
    setOrDrop(count, "title", number && `${counted(number, "coding")} in this interview`);
    option.classList.toggle("bl-used", number > 0);
  }
}

/** How well a code answers to what was typed: 0 not at all, then better the lower. */
function rankCode(text, query) {
  const words = query.split(/\s+/);
  if (text.id === query) return 1;
  if (text.name.startsWith(query)) return 2;
  const starts = ` ${text.name}`;
  if (words.every((word) => starts.includes(` ${word}`))) return 3;
  if (text.id.startsWith(query)) return 4;
  if (words.every((word) => text.name.includes(word))) return 5;
  if (query.length > 2 && words.every((word) => text.more.includes(word))) return 6;
  return 0;
}

/** Show the codes that answer to what was typed, and point at the best. */
function filterCodes(R) {
  const query = plainLetters(R.ui.find.value.trim());
  let best = null;
  for (const entry of R.options) {
    const rank = query ? rankCode(entry.text, query) : 1;
    entry.option.hidden = !rank;
    if (query && rank && (!best || rank < best.rank)) best = { rank, entry };
  }
  for (const group of R.ui.themes.children) {
    group.hidden = !group.querySelector(".bl-code:not([hidden])");
  }
  const some = R.options.some((entry) => !entry.option.hidden);
  R.ui.none.hidden = some;
  R.ui.themes.hidden = !some;
  pointOption(R, best ? best.entry : null);
}

function pointOption(R, entry) {
  if (R.pointed && R.pointed !== entry) {
    R.pointed.option.classList.remove("bl-pointed");
    R.pointed.option.setAttribute("aria-selected", "false");
  }
  R.pointed = entry;
  setOrDrop(R.ui.find, "aria-activedescendant", entry && entry.option.id);
  setOrDrop(R.ui.themes, "aria-activedescendant", entry && entry.option.id);
  if (!entry) return;
  entry.option.classList.add("bl-pointed");
  entry.option.setAttribute("aria-selected", "true");
  entry.option.scrollIntoView({ block: "nearest" });
}

function stepOptions(R, by) {
  const shown = R.options.filter((entry) => !entry.option.hidden);
  if (!shown.length) return;
  const at = shown.indexOf(R.pointed);
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
  pointOption(R, shown[next]);
  closeCard(R);
  hoverSoon(R, shown[next].option);
}

/** What Enter will code: the chosen words or the passage in front. */
function drawTarget(R) {
  const segment = currentSegment(R);
  let text = "";
  if (R.span) text = `Codes the chosen words, line ${R.page.data.segments.length ? segmentAt(R.page, R.span.start).line : ""}`;
  else if (segment) text = `Codes the passage at line ${segment.line}`;
  setText(R.ui.target, text);
}

function openFind(R) {
  R.found = document.activeElement;
  if (R.span) paintMoment("bl-chosen", rangesOf(R, R.span.start, R.span.end));
  R.ui.pick.hidden = true;
  openDrawer(R, true);
  R.ui.find.value = "";
  filterCodes(R);
  R.ui.find.focus();
}

/** Back to the text; the search is emptied. */
function closeFind(R, { keepSpan = false } = {}) {
  R.ui.find.value = "";
  filterCodes(R);
  closeCard(R);
  openDrawer(R, false);
  if (!keepSpan) dropSpan(R);
  const segment = currentSegment(R);
  if (segment) segment.row.focus({ preventScroll: true });
}

function useCode(R, code) {
  const { span } = R;
  closeFind(R);
  document.getSelection()?.removeAllRanges();
  applyCode(R, code, span);
}

function openDrawer(R, open) {
  R.ui.root.classList.toggle("bl-drawn", open);
  R.ui.drawer.setAttribute("aria-expanded", String(open));
}

/** Keys while the search has the focus; returns whether the key was for it. */
function findKey(R, event) {
  const acts = {
    ArrowDown: () => stepOptions(R, 1),
    ArrowUp: () => stepOptions(R, -1),
    Enter: () => R.pointed && useCode(R, R.pointed.code.id),
    Escape: () => closeFind(R),
    "?": () => R.pointed && showCode(R, R.pointed.code.id, R.pointed.option, { said: true }),
  };
  const act = event.isComposing ? null : acts[event.key];
  if (act) act();
  return Boolean(act);
}
