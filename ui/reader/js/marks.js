// Coded passages in the running text: CSS highlights over text nodes that are never split, so
// that passages may overlap as they like.

const canHighlight = () => Boolean(globalThis.CSS?.highlights && globalThis.Highlight);

/** One style sheet a framework: each theme's hue for chips, list and highlights. */
function drawHues(R) {
  const rules = R.page.themes.map(({ number, hue }) => {
    const light = `color-mix(in srgb, ${hue} 24%, transparent)`;
    const dark = `color-mix(in srgb, ${hue} 42%, transparent)`;
    return `.bl-reader [data-theme="${number}"] { --hue: ${hue}; }
.bl-reader[data-scheme="light"] .bl-words::highlight(bl-theme-${number}) { background-color: ${light}; }
.bl-reader[data-scheme="dark"] .bl-words::highlight(bl-theme-${number}) { background-color: ${dark}; }`;
  });
  R.style ||= document.head.appendChild(el("style"));
  R.style.textContent = rules.join("\n");
}

/** The parts of a span in each segment's text node. */
function rangesOf(R, start, end) {
  const from = R.page.offsets.toUnits(start);
  const to = R.page.offsets.toUnits(end);
  return segmentsOver(R.page, start, end).map((segment) => new StaticRange({
    startContainer: segment.words,
    startOffset: toShown(segment, Math.max(from, segment.from)),
    endContainer: segment.words,
    endOffset: toShown(segment, Math.min(to, segment.to), true),
  }));
}

function highlightNamed(name) {
  if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
  return CSS.highlights.get(name);
}

/** Bring the painted passages in line with what stands; whole segments are not painted. */
function paintCodings(R) {
  if (!canHighlight()) return;
  const { codings } = R.standing.state;
  for (const [name, painted] of R.painted) {
    if (codings.has(name)) continue;
    for (const range of painted.ranges) painted.highlight.delete(range);
    R.painted.delete(name);
  }
  for (const [name, coding] of codings) {
    if (R.painted.has(name)) continue;
    const over = segmentsOver(R.page, coding.start, coding.end);
    if (over.length === 1 && !isPart(over[0], coding)) continue;
    const { theme } = codeOf(R.page, coding.code);
    const highlight = highlightNamed(`bl-theme-${theme ? theme.number : "gone"}`);
    const ranges = rangesOf(R, coding.start, coding.end);
    for (const range of ranges) highlight.add(range);
    R.painted.set(name, { highlight, ranges });
  }
}

/** Paint all passages anew, where the drawn words have changed under them. */
function repaintCodings(R) {
  for (const { highlight, ranges } of R.painted.values()) {
    for (const range of ranges) highlight.delete(range);
  }
  R.painted.clear();
  paintCodings(R);
}

/** Paint spans under one name for the moment: what is pointed at, cues, the chosen words. */
function paintMoment(name, ranges) {
  if (!canHighlight()) return;
  CSS.highlights.delete(name);
  if (!ranges.length) return;
  const highlight = new Highlight(...ranges);
  highlight.priority = 10;
  CSS.highlights.set(name, highlight);
}

function pointAt(R, span) {
  paintMoment("bl-pointed", span ? rangesOf(R, span.start, span.end) : []);
}

function clearPaint() {
  if (!canHighlight()) return;
  for (const name of [...CSS.highlights.keys()]) {
    if (name.startsWith("bl-")) CSS.highlights.delete(name);
  }
}

/** Light or dark, told from the page's own background. */
function readScheme(R) {
  const probe = getComputedStyle(R.ui.root).backgroundColor;
  const [red, green, blue, alpha] = (probe.match(/[\d.]+/g) || ["255", "255", "255"]).map(Number);
  const light = alpha === 0 || 0.299 * red + 0.587 * green + 0.114 * blue > 128;
  R.ui.root.dataset.scheme = light ? "light" : "dark";
}
