// Offsets: the study counts code points, the browser counts UTF-16 units. They meet only here.

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function countBelow(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A text's converter: `toPoints` snaps back out of the middle of a pair. */
function offsetsOf(text) {
  const pairs = [];
  for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) pairs.push(match.index);
  const pairPoints = pairs.map((unit, number) => unit - number);
  return {
    toUnits: (point) => point + countBelow(pairPoints, point),
    toPoints: (unit) => {
      const before = countBelow(pairs, unit);
      const inside = before > 0 && pairs[before - 1] === unit - 1;
      return inside ? unit - 1 - (before - 1) : unit - before;
    },
  };
}

/** A span of units without white space at its edges; null if nothing is left. */
function trimSpan(text, start, end) {
  while (start < end && SPACE.test(text[start])) start += 1;
  while (end > start && SPACE.test(text[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
}

/** The words of a stretch as [start, end] in units; by the language's rules without spaces. */
function wordsIn(text, from, to) {
  const stretch = text.slice(from, to);
  const spaced = [...stretch.matchAll(/\S+/gu)];
  const long = spaced.some((match) => match[0].length > 40);
  if (!long || !globalThis.Intl?.Segmenter) {
    return spaced.map((match) => [from + match.index, from + match.index + match[0].length]);
  }
  const cutter = new Intl.Segmenter(undefined, { granularity: "word" });
  return [...cutter.segment(stretch)]
    .filter((part) => !SPACE.test(part.segment))
    .map((part) => [from + part.index, from + part.index + part.segment.length]);
}

/** Ranges with the white space around them, joined where only white space divides them. */
function bridgeRanges(ranges, text, offsets) {
  const bridged = [];
  for (const [start, end] of ranges) {
    let low = offsets.toUnits(start);
    let high = offsets.toUnits(end);
    while (low > 0 && SPACE.test(text[low - 1])) low -= 1;
    while (high < text.length && SPACE.test(text[high])) high += 1;
    joinRange(bridged, offsets.toPoints(low), offsets.toPoints(high));
  }
  return bridged;
}
