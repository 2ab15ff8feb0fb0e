"use strict";

// The log of a running job: lines arrive as events and are written once a frame, a bounded number
// of them. What is not shown any more, or never was because it came too fast, is counted, said
// where it is missing, and found on the server.
(() => {
  const RING = 5000;
  const A_FRAME = 400;
  const view = document.getElementById("log");
  const list = document.getElementById("log-lines");
  const before = document.getElementById("log-before");
  const state = document.getElementById("log-state");
  const button = document.getElementById("log-follow");
  if (!view || !list || !before || !state || !button || !view.dataset.liveLog) {
    return;
  }
  let waiting = [];
  let missed = 0;
  let gone = Number(view.dataset.before) || 0;
  let following = true;
  let framed = false;
  let ended = false;

  function item(line) {
    const entry = document.createElement("li");
    entry.className = line.level === "ERROR" ? "error" : String(line.source || "gap");
    if (line.decisive) {
      entry.classList.add("decisive");
    }
    const at = document.createElement("span");
    at.className = "at";
    at.title = line.timestamp || "";
    at.textContent = at.title.slice(11, 23);
    const text = line.message ?? "… " + line.dropped_lines + " lines were not kept …";
    entry.append(at, text);
    return entry;
  }

  // Lines that came faster than anybody could read them.
  function skip() {
    const surplus = waiting.length - RING;
    missed += surplus;
    waiting = waiting.slice(surplus);
  }

  function missing() {
    const entry = document.createElement("li");
    entry.className = "gap";
    entry.dataset.lines = String(missed);
    entry.textContent = "… " + missed + " lines came too fast to be shown …";
    gone += missed;
    missed = 0;
    return entry;
  }

  // At the top: how many lines there are before the first that is shown, and where.
  function tellGone() {
    if (gone === 0) {
      return;
    }
    const entry = document.createElement("p");
    const link = document.createElement("a");
    link.href = view.dataset.whole;
    link.textContent = "Older";
    entry.append("… " + gone + " lines are not shown here: ", link, " has them …");
    before.replaceChildren(entry);
    before.dataset.lines = String(gone);
  }

  function linesOf(entry) {
    return entry.dataset.lines === undefined ? 1 : 0;
  }

  function tell() {
    const words = ended
      ? "ended"
      : following
        ? "live"
        : "paused" + (waiting.length > 0 ? ", " + (missed + waiting.length) + " new lines" : "");
    if (state.textContent !== words) {
      state.textContent = words;
    }
    button.textContent = following ? "Pause the log" : "Follow the log";
    button.setAttribute("aria-pressed", String(following));
    button.hidden = ended && waiting.length === 0 && following;
  }

  function write() {
    framed = false;
    if (!following) {
      tell();
      return;
    }
    if (waiting.length > RING) {
      skip();
    }
    const entries = missed > 0 ? [missing()] : [];
    const batch = waiting.splice(0, Math.max(A_FRAME, Math.ceil(waiting.length / 8)));
    entries.push(...batch.map(item));
    if (entries.length > 0) {
      document.getElementById("log-empty")?.remove();
      list.append(...entries);
      for (let over = list.childElementCount - RING; over > 0; over--) {
        gone += linesOf(list.firstElementChild);
        list.firstElementChild.remove();
      }
      tellGone();
      view.scrollTop = view.scrollHeight;
    }
    tell();
    if (waiting.length > 0) {
      later();
    }
  }

  function later() {
    if (!framed) {
      framed = true;
      requestAnimationFrame(write);
    }
  }

  function take(event) {
    let line;
    try {
      line = JSON.parse(event.data);
    } catch {
      return;
    }
    waiting.push(line);
    if (waiting.length > 2 * RING) {
      skip();
    }
    later();
  }

  function follow(on) {
    following = on;
    tell();
    if (on) {
      later();
    }
  }

  const cursor = view.dataset.cursor;
  const address = view.dataset.liveLog + (cursor ? "?after=" + encodeURIComponent(cursor) : "");
  const source = new EventSource(address);
  source.addEventListener("log", take);
  source.addEventListener("end", () => {
    ended = true;
    source.close();
    tell();
    later();
  });
  source.addEventListener("error", () => {
    if (!ended) {
      state.textContent = source.readyState === EventSource.CLOSED ? "no live log" : "no answer; trying again";
    }
  });
  source.addEventListener("open", tell);
  button.addEventListener("click", () => follow(!following));
  // Whoever scrolls up wants to read; whoever comes back down wants to follow.
  view.addEventListener("wheel", (event) => {
    if (event.deltaY < 0 && following && !ended) {
      follow(false);
    }
  }, { passive: true });
  view.addEventListener("keydown", (event) => {
    if ((event.key === "PageUp" || event.key === "ArrowUp" || event.key === "Home") && following && !ended) {
      follow(false);
    } else if (event.key === "End" && !following) {
      follow(true);
    }
  });
  view.scrollTop = view.scrollHeight;
  window.addEventListener("pagehide", () => source.close());
  tell();
})();
