"use strict";

// Live updates: paused by hand, and whenever nobody can see the page.
(() => {
  const PAUSED = "delphi.paused";
  const button = document.getElementById("pause");
  const said = document.getElementById("live-state");
  let pausedByHand = false;
  let failing = false;
  try {
    pausedByHand = sessionStorage.getItem(PAUSED) === "yes";
  } catch {
    // Without storage the choice lasts as long as the page.
  }

  const paused = () => pausedByHand || document.hidden;

  function tell() {
    button.setAttribute("aria-pressed", String(pausedByHand));
    button.textContent = pausedByHand ? "Resume live updates" : "Pause live updates";
    const words = pausedByHand
      ? "live updates paused"
      : document.hidden
        ? "live updates paused while the tab is hidden"
        : failing
          ? "no answer; trying again"
          : "";
    if (said.textContent !== words) {
      said.textContent = words;
    }
  }

  // Whoever marks some text wants to copy it; new text would take that away.
  function isMarked(part) {
    const marked = getSelection();
    return marked !== null && !marked.isCollapsed && part.contains(marked.anchorNode);
  }

  function wake() {
    if (!paused()) {
      document.querySelectorAll("[data-live]").forEach((part) => htmx.trigger(part, "wake"));
    }
  }

  document.documentElement.classList.add("scripted");
  button.addEventListener("click", () => {
    pausedByHand = !pausedByHand;
    try {
      sessionStorage.setItem(PAUSED, pausedByHand ? "yes" : "no");
    } catch {
      // See above.
    }
    tell();
    wake();
  });
  document.addEventListener("visibilitychange", () => {
    tell();
    wake();
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.hasAttribute("data-live") && (paused() || isMarked(event.target))) {
      event.preventDefault();
    }
  });

  function answered(isWell) {
    failing = !isWell;
    tell();
  }

  document.body.addEventListener("htmx:responseError", () => answered(false));
  document.body.addEventListener("htmx:sendError", () => answered(false));
  document.body.addEventListener("htmx:timeout", () => answered(false));
  document.body.addEventListener("htmx:afterSwap", () => {
    answered(true);
    const bar = document.querySelector("#bar [data-at]");
    const time = document.getElementById("server-time");
    if (bar && time) {
      time.dateTime = bar.dataset.at;
      time.textContent = bar.dataset.at;
    }
  });
  tell();
})();

// Lists in which jobs are chosen.
(() => {
  const all = document.getElementById("choose-all");
  const count = document.getElementById("chosen");
  if (!all || !count) {
    return;
  }
  const boxes = () => Array.from(document.querySelectorAll("input[name=id]"));
  function tell() {
    const chosen = boxes().filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
    count.textContent = String(chosen);
  }
  // New rows have the boxes of the same jobs ticked; what has left the list is not chosen any more.
  let before = new Set();
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.tagName === "TBODY") {
      before = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
    }
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.tagName === "TBODY") {
      boxes().forEach((box) => {
        box.checked = before.has(box.value);
      });
      tell();
    }
  });
  all.closest("th").hidden = false;
  all.addEventListener("change", () => {
    boxes().forEach((box) => {
      box.checked = all.checked;
    });
    tell();
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "id") {
      tell();
    }
  });
  tell();
})();
