// Between the frozen text and the words that are drawn, which corrections make differ.

/** From a place in the frozen text to one in a segment's drawn words. */
function toShown(segment, unit, isEnd = false) {
  let shift = 0;
  for (const { from, to, at, words } of segment.fixes) {
    if (unit <= from) break;
    if (unit < to) return at + (isEnd ? words.length : 0);
    shift += words.length - (to - from);
  }
  return unit - segment.from + shift;
}

/** From a place in a segment's drawn words to one in the frozen text. */
function fromShown(segment, offset, isEnd = false) {
  let shift = 0;
  for (const { from, to, at, words } of segment.fixes) {
    if (offset <= at) break;
    if (offset < at + words.length) return isEnd ? to : from;
    shift += to - from - words.length;
  }
  return segment.from + offset + shift;
}
