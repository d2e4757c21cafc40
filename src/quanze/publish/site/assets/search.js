/* The search on the home page. What finds is words.js, which is loaded when somebody searches; nothing is
   asked of a server. */
(function () {
  "use strict";
  var store = window.quanzeStore, LIMIT = 50, FIRST = 5, PATIENCE = 250, PARTS = ["words", "postings", "search/base"];
  var form = document.getElementById("search"), input = document.getElementById("q");
  var box = document.getElementById("results"), list = document.getElementById("results-list");
  var count = document.getElementById("results-count"), more = document.getElementById("results-more");
  if (!store || !form) { return; }
  var turn = 0, waiting = 0, kept = true, found = [], shown = 0;

  function part(place, name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return place.appendChild(made);
  }
  function broken() {
    box.hidden = false;
    count.textContent = "查询用的数据没有读到。请刷新页面再试；也可以从下面的部门、类型进入清单。";
  }
  function told(words, partial) {
    if (!found.length) { return "没有找到“" + words + "”。请换一个说法或少写几个字，也可以从下面的部门、类型进入。"; }
    return "找到 " + found.length + " 条" + (partial ? "以上" : "") + (words === input.value.trim() ? "" : "（按“" + words + "”）") +
      (found.length > LIMIT ? "，最接近的在前" : "");
  }
  function show(keep) {
    var now = ++turn, text = input.value, begun = false;
    var asked = text.trim() ? "q=" + encodeURIComponent(text.trim()) : "";
    var patience = setTimeout(function () {
      if (now === turn) { box.hidden = false; count.textContent = "正在查询……"; }
    }, PATIENCE);
    function current() { return now === turn; }
    function failed() { if (current()) { clear(); broken(); } }
    /* The first rows stand before the rest is looked for. */
    function begin(ranks, then) {
      if (!current()) { return; }
      if (begun) { then(); return; }
      store.part("words").rows(ranks.slice(0, FIRST), function (rows) {
        if (!current()) { return; }
        begun = true;
        clear();
        box.hidden = false;
        add(rows);
        setTimeout(function () { if (current()) { then(); } }, 0);
      }, failed);
    }
    function end(ranks, words, partial) {
      store.part("words").rows(ranks.slice(shown, LIMIT), function (rows) {
        if (!current()) { return; }
        clearTimeout(patience);
        found = ranks;
        add(rows);
        count.textContent = told(words, partial);
      }, failed);
    }
    /* A question that was sent stays in the way back; what is typed replaces what was typed before. */
    if (asked === window.location.search.replace(/^\?/, "")) {
      kept = kept || keep;
    } else {
      store.address(asked, kept);
      kept = keep;
    }
    clearTimeout(waiting);
    waiting = patience;
    store.load(PARTS, function () {
      if (!current()) { return; }
      store.part("words").find(text, begin, function (ranks, words, partial) {
        if (!current()) { return; }
        if (!ranks) { clear(); return; }
        begin(ranks, function () { end(ranks, words, partial); });
      }, failed);
    }, failed);
  }
  function clear() {
    clearTimeout(waiting);
    list.textContent = count.textContent = "";
    box.hidden = more.hidden = true;
    found = [];
    shown = 0;
  }
  function add(rows) {
    rows.forEach(function (row) {
      var line = document.createElement("li");
      part(line, "a", row.name).href = row.page;
      var about = part(line, "span", "");
      part(about, "span", row.kind).className = "tag";
      if (row.department) { part(about, "span", row.department); }
      if (row.code) { part(about, "code", row.code); }
      if (row.note) { part(about, "span", row.note).className = row.code ? "kind halted" : ""; }
      list.appendChild(line);
    });
    shown += rows.length;
    more.hidden = shown >= found.length;
  }
  more.addEventListener("click", function () {
    var now = turn, first = shown;
    store.part("words").rows(found.slice(first, first + LIMIT), function (rows) {
      if (now !== turn) { return; }
      add(rows);
      list.children[first].querySelector("a").focus();
    }, broken);
  });

  var timer = 0;
  function warm() { store.load(PARTS, function () { store.part("words").prepare(); }, function () {}); }
  input.addEventListener("focus", warm);
  input.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () { show(false); }, 80);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    show(true);
  });
  function fromAddress() {
    var asked = /[?&]q=([^&#]*)/.exec(window.location.search);
    try { input.value = asked ? decodeURIComponent(asked[1].replace(/\+/g, " ")) : ""; } catch (e) { input.value = ""; }
    kept = true;
    if (asked || found.length) { show(false); }
  }
  window.addEventListener("popstate", fromAddress);
  fromAddress();
})();
