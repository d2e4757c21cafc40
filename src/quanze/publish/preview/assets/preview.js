/* The preview: reloads the page when the lists change, and puts each finding beside what it speaks of. */
(function () {
  "use strict";
  var told = JSON.parse(document.getElementById("quanze-notes").textContent);

  function made(name, kind, text) {
    var element = document.createElement(name);
    if (kind) { element.className = kind; }
    if (text) { element.textContent = text; }
    return element;
  }
  function note(one) {
    var box = made("aside", "quanze-note quanze-" + one.level);
    box.setAttribute("role", "note");
    box.appendChild(made("strong", "", one.level + " " + one.code));
    box.appendChild(made("span", "", one.text));
    if (one.mend) { box.appendChild(made("span", "quanze-mend", one.mend)); }
    box.appendChild(made("code", "", one.place));
    return box;
  }
  /* Where an element's name stands as a label or a heading, the finding goes to what follows it. */
  function beside(names) {
    var labels = document.querySelectorAll("main dt, main h2, main h3, main h4, main caption, main .based > p");
    for (var i = 0; i < names.length; i++) {
      for (var j = 0; j < labels.length; j++) {
        if (labels[j].textContent.replace(/\s+/g, "") === names[i]) { return labels[j]; }
      }
    }
    return null;
  }
  function put(one) {
    var label = beside(one.at), box = note(one);
    if (!label) {
      var head = document.querySelector("main h1");
      head.parentNode.parentNode.insertBefore(box, head.parentNode.nextSibling);
    } else if (label.tagName === "DT") {
      label.parentNode.querySelector("dd").appendChild(box);
    } else if (label.tagName === "CAPTION") {
      label.parentNode.parentNode.insertBefore(box, label.parentNode);
    } else {
      label.parentNode.insertBefore(box, label.nextSibling);
    }
  }
  told.notes.forEach(put);

  var bar = made("p", "quanze-bar");
  bar.setAttribute("role", "status");
  bar.appendChild(made("span", "", "预览，还没有发布。本页 " + told.notes.length + " 处发现，"));
  var all = bar.appendChild(made("a", "", "全部 " + told.all + " 处"));
  all.href = "/__quanze__/findings.html";
  document.body.appendChild(bar);

  function ask() {
    var script = document.createElement("script");
    script.src = "/__quanze__/number.js?" + Date.now();
    script.onload = function () {
      script.parentNode.removeChild(script);
      if (window.quanzeNumber !== told.number) { window.location.reload(); } else { setTimeout(ask, 700); }
    };
    script.onerror = function () { bar.className = "quanze-bar quanze-gone"; setTimeout(ask, 3000); };
    document.head.appendChild(script);
  }
  setTimeout(ask, 700);
})();
