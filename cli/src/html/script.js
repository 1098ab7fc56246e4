"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  for (const bar of document.querySelectorAll(".toolbar")) bar.hidden = false;

  /* Shows the reasons of a segment beside its document. */
  const show = (segment) => {
    const doc = segment.closest(".doc");
    for (const old of doc.querySelectorAll(".s.on, .w.on")) old.classList.remove("on");
    const why = document.getElementById(segment.getAttribute("aria-describedby"));
    segment.classList.add("on");
    why.classList.add("on");
    why.parentElement.scrollTop = 0;
  };
  /* What was clicked stays until something else is, or Escape is pressed. */
  let pinned = null;
  const pin = (segment) => {
    pinned = segment;
    if (segment) show(segment);
  };
  const segmentOf = (event) => event.target.closest && event.target.closest(".s");
  document.addEventListener("mouseover", (event) => {
    const segment = segmentOf(event);
    if (segment && !(pinned && pinned.closest(".doc") === segment.closest(".doc"))) show(segment);
  });
  document.addEventListener("focusin", (event) => {
    const segment = segmentOf(event);
    if (segment) show(segment);
  });
  document.addEventListener("click", (event) => {
    const segment = segmentOf(event);
    if (segment) pin(segment === pinned ? null : segment);
  });
  document.addEventListener("keydown", (event) => {
    const segment = segmentOf(event);
    if (event.key === "Escape") pin(null);
    if (segment && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      pin(segment);
    }
  });

  /* The most telling segment of a document is shown when it opens. */
  const first = (doc) => {
    const segment = [".s.spam", ".s.boilerplate", ".s"].map((kind) => doc.querySelector(kind)).find((found) => found);
    if (segment && !doc.querySelector(".w.on")) show(segment);
  };
  for (const doc of document.querySelectorAll(".doc")) {
    if (doc.open) first(doc);
    doc.addEventListener("toggle", () => doc.open && first(doc));
  }

  for (const input of document.querySelectorAll("[name=view]")) {
    input.addEventListener("change", () => { root.dataset.view = input.value; });
  }
  const group = document.querySelector("[name=group]");
  const find = document.querySelector("[name=find]");
  const filter = () => {
    const wanted = find.value.trim().toLowerCase();
    for (const section of document.querySelectorAll(".group")) {
      let shown = 0;
      for (const doc of section.querySelectorAll(".doc")) {
        doc.hidden = wanted !== "" && !doc.textContent.toLowerCase().includes(wanted);
        shown += doc.hidden ? 0 : 1;
      }
      section.hidden = shown === 0 || (group.value !== "" && group.value !== section.dataset.group);
    }
  };
  if (group && find) {
    group.addEventListener("change", filter);
    find.addEventListener("input", filter);
  }
})();
