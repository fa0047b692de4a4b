"""What the sandbox's course page does for tools: their frame grows, and their data is kept (platform storage)."""

RESIZE = """// The frame grows with the page in it, as Canvas lets it (lti.frameResize).
addEventListener("message", (event) => {
  const frame = document.querySelector("iframe[name=tool]");
  if (event.source !== frame.contentWindow || typeof event.data !== "string") return;
  const told = JSON.parse(event.data);
  if (told.subject === "lti.frameResize") frame.height = Math.max(400, told.height);
});"""

# Platform storage: what an origin put, only that origin gets, and only while this page is open.
STORAGE = """
const kept = new Map();
addEventListener("message", ({ data, origin, source }) => {
  if (!data || typeof data.subject !== "string") return;
  const place = JSON.stringify([origin, data.key]);
  const { key, message_id } = data;
  const say = (more) => source.postMessage({ subject: `${data.subject}.response`, message_id, ...more }, origin);
  const subjects = ["lti.capabilities", "lti.put_data", "lti.get_data"];
  if (data.subject === "lti.capabilities") {
    say({ supported_messages: subjects.map((subject) => ({ subject, frame: "_parent" })) });
  } else if (data.subject === "lti.put_data") {
    kept.set(place, data.value);
    say({ key, value: data.value });
  } else if (data.subject === "lti.get_data") {
    say({ key, value: kept.get(place) ?? null });
  }
});"""


def script(*, framed: bool, stores: bool) -> str:
    """Give the script of the course page, which may have opened the tool in a window instead."""
    return (RESIZE if framed else "") + (STORAGE if stores else "")
