// In which order passages come up for a decision: as they stand, the surest suggestions first, or
// the least sure ones. Reading on (J, K) always follows the text.

const ORDERS = ["text", "sure", "unsure"];

function readOrder() {
  try {
    const kept = localStorage.getItem("betweenlines-order");
    return ORDERS.includes(kept) ? kept : "text";
  } catch {
    return "text";
  }
}

function chooseOrder(R, order) {
  R.order = ORDERS.includes(order) ? order : "text";
  try {
    localStorage.setItem("betweenlines-order", R.order);
  } catch {
    // then it holds for this page
  }
  const said = {
    text: "Next passages come in the order of the text.",
    sure: "Next passages come with the surest suggestions first.",
    unsure: "Next passages come with the least sure suggestions first.",
  };
  say(R, said[R.order], true);
}

/** A passage's rank; the lowest comes first. Where nothing is open to decide, it comes last. */
function rankOf(R, segment) {
  if (R.order === "text") return 0;
  const open = openSuggestions(R.page, R.standing, segment);
  if (!open.length) return 2;
  if (R.order === "sure") return -open[0].score;
  return openTwins(open).size ? 0 : Math.abs(open[0].score - 0.5);
}

/** The shown passages that are not finished, as they come up for a decision. */
function inOrder(R) {
  const ranks = new Map();
  const open = R.page.codable.filter((segment) => isOpen(R, segment));
  for (const segment of open) ranks.set(segment, rankOf(R, segment));
  return open.sort((a, b) => ranks.get(a) - ranks.get(b) || a.index - b.index);
}

/** The next passage in the chosen order after the one in front, from the first again at the end. */
function nextInOrder(R, by) {
  const open = inOrder(R);
  if (!open.length) return null;
  const at = open.findIndex((segment) => segment.index === R.current);
  if (at < 0) return by > 0 ? open[0] : open.at(-1);
  return open[(at + by + open.length) % open.length];
}
