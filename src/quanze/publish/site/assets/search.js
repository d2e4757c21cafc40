/* Search over names, codes and departments: equal, begins, contains, all words; then the characters
   in their order (食品许可 finds 食品经营许可); then most pairs of characters in common.
   No server, no request: the index is a script. */
(function () {
  "use strict";
  var index = window.QUANZE_INDEX, LIMIT = 50, HALF = 0.5, ENOUGH = 0.75;
  var form = document.getElementById("search"), input = document.getElementById("q");
  var box = document.getElementById("results"), list = document.getElementById("results-list");
  var count = document.getElementById("results-count");
  if (!index || !form) { return; }

  function plain(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (c) {
      return String.fromCharCode(c.charCodeAt(0) - 0xfee0);
    }).toLowerCase();
  }
  function tight(text) { return plain(text).replace(/[\s\u3000（）()《》、，。,.]+/g, ""); }

  var rows = [];
  index.departments.forEach(function (d) {
    rows.push({ name: d[0], code: "", other: tight(d[2]), place: "", about: "部门",
      page: "departments/" + d[1] + "/index.html" });
  });
  index.items.forEach(function (i) {
    var d = index.departments[i[2]];
    rows.push({ name: i[0], code: i[1], other: tight(i[5]), place: tight(d[0] + d[2]),
      about: d[0] + " · " + index.types[i[3]] + " · " + i[1],
      page: "departments/" + d[1] + "/items/" + (i[4] || i[1]) + ".html" });
  });
  rows.forEach(function (row) { row.key = tight(row.name); row.low = row.code.toLowerCase(); });

  function pairs(text) {
    var found = [];
    for (var i = 0; i + 1 < text.length; i++) { found.push(text.substr(i, 2)); }
    return found;
  }
  function inOrder(query, text) {
    var at = -1;
    for (var i = 0; i < query.length; i++) {
      at = text.indexOf(query.charAt(i), at + 1);
      if (at < 0) { return false; }
    }
    return true;
  }
  function rank(row, query, words, twos) {
    if (row.low === query || row.key === query) { return 6; }
    if (row.key.indexOf(query) === 0 || (row.low && query.length > 3 && row.low.indexOf(query) === 0)) { return 5; }
    if (row.key.indexOf(query) >= 0 || (row.low && query.length > 3 && row.low.indexOf(query) >= 0)) { return 4; }
    var all = row.key + " " + row.other + " " + row.place + " " + row.low;
    if (words.every(function (word) { return all.indexOf(word) >= 0; })) { return 3; }
    if (row.other.indexOf(query) >= 0) { return 2.5; }
    if (!twos.length) { return 0; }
    var hits = 0;
    twos.forEach(function (two) { if (all.indexOf(two) >= 0) { hits++; } });
    var share = hits / twos.length;
    if (share >= HALF && inOrder(query, row.key)) { return 1.2 + share; }
    return share >= ENOUGH ? 1 + share : 0;
  }
  function find(text) {
    var query = tight(text), found = [];
    var words = plain(text).split(/[\s\u3000]+/).map(tight).filter(Boolean);
    if (!query) { return null; }
    /* Likeness needs at least three pairs: with fewer, one pair in common says nothing. */
    var twos = query.length > 3 ? pairs(query) : [];
    rows.forEach(function (row, order) {
      var score = rank(row, query, words, twos);
      if (score) { found.push({ row: row, score: score, order: order }); }
    });
    found.sort(function (a, b) {
      return b.score - a.score || a.row.key.length - b.row.key.length || a.order - b.order;
    });
    return found;
  }
  function show() {
    var found = find(input.value);
    list.textContent = "";
    box.hidden = !found;
    if (!found) { count.textContent = ""; return; }
    count.textContent = !found.length
      ? "没有找到。请换一个说法或少写几个字，也可以从下面的部门、类型进入。"
      : "找到 " + found.length + " 条" + (found.length > LIMIT ? "，列出最接近的 " + LIMIT + " 条" : "");
    found.slice(0, LIMIT).forEach(function (hit) {
      var line = document.createElement("li"), link = document.createElement("a");
      var about = document.createElement("span");
      link.href = hit.row.page;
      link.textContent = hit.row.name;
      about.textContent = hit.row.about;
      line.appendChild(link);
      line.appendChild(about);
      list.appendChild(line);
    });
  }
  var timer = 0;
  input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(show, 120); });
  form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  var asked = /[?&]q=([^&#]*)/.exec(window.location.search);
  if (asked) {
    try { input.value = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (e) { input.value = ""; }
    show();
  }
})();
