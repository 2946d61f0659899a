// The page's knowledge: the text and its segments, the framework, and what stands on each.

const HUES = [
  "#3f7be0", "#9a5fd6", "#d9692b", "#d84a5f", "#1c9a6c", "#0f97ad", "#c2499b", "#b08a12",
  "#5d68d9", "#7a9430", "#2f8fd0", "#a8664a",
];

/** Everything that is known before the first decision is folded. */
function makePage(data) {
  const offsets = offsetsOf(data.text);
  const segments = data.segments.map(([start, end, turn, codable, line, control], index) => ({
    index, start, end, turn, line,
    codable: Boolean(codable),
    control: Boolean(control),
    from: offsets.toUnits(start),
    to: offsets.toUnits(end),
    first: index === 0 || data.segments[index - 1][2] !== turn,
    suggestions: [],
    fixes: [],
  }));
  const page = { data, offsets, text: data.text, segments, ...frameworkOf(data.framework) };
  for (const [start, end, code, score, evidence] of data.suggestions) {
    const segment = segmentAt(page, start);
    if (segment?.codable) segment.suggestions.push({ start, end, code, score, evidence });
  }
  for (const segment of segments) segment.suggestions.sort((a, b) => b.score - a.score);
  page.codable = segments.filter((segment) => segment.codable);
  return page;
}

function frameworkOf(framework) {
  const codes = new Map();
  const themes = framework.themes.map((theme, number) => ({
    ...theme,
    number,
    hue: safeColour(theme.colour) || HUES[number % HUES.length],
  }));
  for (const theme of themes) {
    for (const code of theme.codes) codes.set(code.id, { ...code, theme });
  }
  return { themes, codes };
}

/** Colours come from people's files and go into a style sheet: nothing but hex passes. */
function safeColour(colour) {
  return /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour || "") ? colour : null;
}

/** A code by id; one that the framework no longer has keeps its id as its name. */
function codeOf(page, id) {
  return page.codes.get(id) || { id, name: id, gone: true, theme: null };
}

function firstAfter(page, point) {
  const { segments } = page;
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments[middle].end > point) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The segment that holds the character at `point`, or the next one. */
function segmentAt(page, point) {
  return page.segments[Math.min(firstAfter(page, point), page.segments.length - 1)];
}

function segmentsOver(page, start, end) {
  const found = [];
  for (let index = firstAfter(page, start); index < page.segments.length; index += 1) {
    if (page.segments[index].start >= end) break;
    found.push(page.segments[index]);
  }
  return found;
}

/** What stands, put where it is drawn: codings and rejections under their segments. */
function standingOf(page, log) {
  return arrange(page, foldLog(log));
}

function arrange(page, state) {
  const codings = page.segments.map(() => []);
  const rejected = page.segments.map(() => []);
  const counts = new Map();
  for (const [name, coding] of state.codings) {
    for (const over of segmentsOver(page, coding.start, coding.end)) {
      codings[over.index].push({ ...coding, name });
    }
    counts.set(coding.code, (counts.get(coding.code) || 0) + 1);
  }
  for (const [name, no] of state.rejected) {
    for (const over of segmentsOver(page, no.start, no.end)) {
      rejected[over.index].push({ ...no, name });
    }
  }
  const finished = bridgeRanges(state.ranges, page.text, page.offsets);
  const isDone = ({ start, end }) => {
    const last = firstRange(finished, ([s]) => s > start) - 1;
    return last >= 0 && finished[last][1] >= end;
  };
  const done = page.segments.map(isDone);
  return { state, codings, rejected, counts, done };
}

/** The marks in a segment's margin: its suggestions by number, then what a person added. */
function marksOn(page, standing, segment) {
  const codings = standing.codings[segment.index];
  const marks = [];
  const suggested = new Set();
  segment.suggestions.forEach((suggestion, place) => {
    suggested.add(suggestion.code);
    const number = place + 1;
    const taken = codings.filter((coding) => coding.code === suggestion.code);
    for (const [nth, coding] of taken.entries()) {
      marks.push({ kind: "yes", number: nth ? 0 : number, suggestion, ...coding });
    }
    if (taken.length) return;
    const { start, end, code } = suggestion;
    const kind = standing.state.rejected.has(codingName(start, end, code)) ? "no" : "maybe";
    marks.push({ kind, number, suggestion, start, end, code, name: codingName(start, end, code) });
  });
  const added = codings.filter((coding) => !suggested.has(coding.code));
  added.sort((a, b) => a.start - b.start || a.end - b.end);
  for (const coding of added) marks.push({ kind: "yes", number: 0, ...coding });
  for (const no of standing.rejected[segment.index]) {
    if (!suggested.has(no.code)) marks.push({ kind: "no", number: 0, ...no });
  }
  return marks;
}

/** The suggestions on which the coder has said neither yes nor no. */
function openSuggestions(page, standing, segment) {
  const marks = marksOn(page, standing, segment).filter((mark) => mark.kind === "maybe");
  return marks.map((mark) => mark.suggestion);
}

/** Codes of suggestions that score alike with their mirror image, both still open. */
function openTwins(suggestions) {
  const open = new Set(suggestions.map((suggestion) => suggestion.code));
  const twins = new Set();
  for (const { code, evidence } of suggestions) {
    for (const [kind, other] of evidence) {
      if (kind === "twin" && open.has(other)) twins.add(code).add(other);
    }
  }
  return twins;
}

function isTwin(suggestion) {
  return Boolean(suggestion) && suggestion.evidence.some(([kind]) => kind === "twin");
}

function isPart(segment, coding) {
  return coding.start !== segment.start || coding.end !== segment.end;
}
