// Where the coder is: moving between passages, filters, and telling where to resume.

const PLACE_EVERY = 2000;

function currentSegment(R) {
  return R.current === null ? undefined : R.page.segments[R.current];
}

const isShown = (segment) => segment.codable && !segment.row.hidden;

/** Put a passage in front of the coder. */
function moveTo(R, index, { focus = true, scroll = true } = {}) {
  const before = currentSegment(R);
  const segment = R.page.segments[index];
  if (segment.row.hidden) segment.row.hidden = false;
  if (before !== segment) {
    R.current = index;
    closeCard(R);
    segment.row.tabIndex = 0;
  }
  // First what needs the page laid out, then what changes it: one layout instead of three.
  if (focus && !segment.row.contains(document.activeElement)) {
    segment.row.focus({ preventScroll: true });
  }
  if (scroll) bringIntoView(R, segment.row);
  if (before !== segment) {
    if (before) unmark(R, before);
    mark(R, segment);
  }
}

function mark(R, segment) {
  segment.row.classList.add("bl-current");
  segment.row.setAttribute("aria-current", "true");
  nameRow(segment, true);
  drawMargin(R, segment);
  const held = R.standing.codings[segment.index].some((coding) => coding.name === R.held);
  if (R.held && !held) hold(R, null);
  drawTarget(R);
  notePlace(R, segment.start);
}

/** The passage in front is read out as a whole: who, what, codes. */
function nameRow(segment, current) {
  const ids = [...segment.row.children].map((part, place) => {
    setOrDrop(part, "id", current && `bl-now-${place}`);
    return `bl-now-${place}`;
  });
  setOrDrop(segment.row, "aria-labelledby", current && ids.join(" "));
}

function unmark(R, segment) {
  nameRow(segment, false);
  segment.row.classList.remove("bl-current");
  segment.row.removeAttribute("aria-current");
  segment.row.tabIndex = -1;
  drawMargin(R, segment);
}

/** Scroll only when the passage is near an edge, so that the page rests while one reads. */
function bringIntoView(R, row) {
  const view = R.ui.scroll.getBoundingClientRect();
  const place = row.getBoundingClientRect();
  const low = view.top + view.height * 0.08;
  const high = view.top + view.height * 0.72;
  if (place.top >= low && place.bottom <= high) return;
  R.ui.scroll.scrollTop += place.top - (view.top + view.height * 0.28);
}

function step(R, by) {
  const { segments } = R.page;
  let index = R.current === null ? (by > 0 ? -1 : segments.length) : R.current;
  do index += by;
  while (index >= 0 && index < segments.length && !isShown(segments[index]));
  if (index < 0 || index >= segments.length) return say(R, by > 0 ? "That was the last passage." : "This is the first passage.");
  moveTo(R, index);
}

const isOpen = (R, segment) => isShown(segment) && !R.standing.done[segment.index];

/** The next passage that is not finished; from the top again after the last one. */
function nextOpen(R, by = 1) {
  if (R.order !== "text") {
    const next = nextInOrder(R, by);
    if (next && next.index !== R.current) return moveTo(R, next.index);
  }
  const count = R.page.segments.length;
  const from = R.current === null ? -1 : R.current;
  for (let hop = 1; hop <= count; hop += 1) {
    const segment = R.page.segments[(from + by * hop + count * 2) % count];
    if (isOpen(R, segment)) return moveTo(R, segment.index);
  }
  say(R, "Every passage shown here is reviewed.", true);
}

/** After finishing a passage: on to the next open one below, or to the next one at all. */
function goOn(R, segment) {
  const first = R.order === "text" ? null : nextInOrder(R, 1);
  if (first) return moveTo(R, first.index);
  const below = R.page.segments.slice(segment.index + 1);
  const next = below.find((one) => isOpen(R, one));
  if (next) return moveTo(R, next.index);
  const left = R.page.codable.filter((one) => !R.standing.done[one.index]).length;
  if (!left) return say(R, "Every passage is reviewed. The interview is finished.", true);
  const later = below.find(isShown);
  if (later) moveTo(R, later.index);
  else say(R, `The end. ${counted(left, "passage")} further up still to review: press N.`, true);
}

// Filters are applied when they are chosen. A passage that no longer matches stays in sight
// until then, so that nothing vanishes under the reader's eyes.

function applyFilter(R, filter) {
  R.filter = filter;
  for (const one of R.ui.root.querySelectorAll("[data-filter]")) {
    one.setAttribute("aria-pressed", String(one.dataset.filter === filter));
  }
  const shows = (segment) => filter === "all" || (segment.codable && matches(R, segment));
  const shown = R.page.segments.map(shows);
  R.page.segments.forEach((segment, index) => {
    const leadsTo = !segment.codable && shown[index + 1] && !shown[index]; // the question before
    segment.row.hidden = !(shown[index] || leadsTo);
  });
  const some = R.page.codable.some((segment) => shown[segment.index]);
  R.ui.empty.hidden = some;
  const none = { review: "Every passage is reviewed.", unsure: "No code is marked as unsure." };
  R.ui.empty.textContent = none[filter] || "There is nothing to code in this interview.";
  const here = currentSegment(R);
  if (here && isShown(here)) return bringIntoView(R, here.row);
  const next = R.page.codable.find((one) => one.index >= (R.current ?? 0) && isShown(one));
  const target = next || R.page.codable.find(isShown);
  if (target) moveTo(R, target.index, { focus: false });
}

function matches(R, segment) {
  if (R.filter === "review") return !R.standing.done[segment.index];
  return R.standing.codings[segment.index].some((coding) => coding.certainty === "unsure");
}

/** Where to begin: where a link leads, where the coder stopped, or the first open passage. */
function startAt(R) {
  const { at, place } = R.page.data;
  const point = at ?? place;
  const { codable } = R.page;
  const there = point === null || point === undefined ? null : codable.find((one) => one.end > point);
  return there || codable.find((one) => !R.standing.done[one.index]) || codable[0];
}

function notePlace(R, point) {
  R.place = point;
  if (R.placeTimer || point === R.placeTold) return;
  R.placeTimer = setTimeout(() => tellPlace(R), PLACE_EVERY);
}

/** Tell the server where the coder is; no harm if it does not hear it. */
function tellPlace(R) {
  clearTimeout(R.placeTimer);
  R.placeTimer = 0;
  if (R.place === null || R.place === R.placeTold) return;
  R.placeTold = R.place;
  fetch(URLS.place, {
    method: "POST",
    keepalive: true,
    headers: postHeaders(R.outbox),
    body: JSON.stringify({ at: R.place }),
  }).catch(() => {
    R.placeTold = null;
  });
}
