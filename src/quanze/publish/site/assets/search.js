/* Search over items, public services and departments. A code gives what carries it, and nothing else.
   Otherwise: the whole name, its beginning, a part of it, a keyword, all words, a short form (社保 for
   社会保险), the characters in their order (食品许可 finds 食品经营许可), most pairs of characters.
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
  function add(name, code, type, department, page, keywords, words) {
    var d = index.departments[department];
    rows.push({ name: name, key: tight(name), code: code, low: code.toLowerCase(), type: type, page: page,
      department: d[0] === name ? "" : d[0], keywords: keywords.map(tight), words: tight(words),
      place: tight(d[0] + d[2] + type) });
  }
  function folder(department) { return "departments/" + index.departments[department][1] + "/"; }
  index.departments.forEach(function (d, n) { add(d[0], "", "部门", n, folder(n) + "index.html", [], d[2]); });
  index.items.forEach(function (i) {
    add(i[0], i[1], index.types[i[3]], i[2], folder(i[2]) + "items/" + (i[4] || i[1]) + ".html", i[5], i[6]);
  });
  index.services.forEach(function (s) {
    add(s[0], s[1], "公共服务", s[2], folder(s[2]) + "duties.html#s" + s[3], s[5], s[4]);
  });

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
  /* 社保 for 社会保险: its characters in order, no more than one left out after each. */
  function shortens(query, text) {
    return text.indexOf(query.charAt(0)) >= 0 && new RegExp(query.split("").map(escaped).join(".?")).test(text);
  }
  function escaped(sign) { return sign.replace(/[\\^$.*+?()[\]{}|\/-]/, "\\$&"); }
  function rank(row, query, words, twos) {
    if (row.key === query) { return 9; }
    if (row.key.indexOf(query) === 0 || (query.length > 3 && row.low.indexOf(query) === 0)) { return 8; }
    if (row.key.indexOf(query) >= 0 || (query.length > 3 && row.low.indexOf(query) >= 0)) { return 7; }
    if (row.keywords.some(function (word) { return word.indexOf(query) >= 0 || (word.length > 1 && query.indexOf(word) >= 0); })) { return 6; }
    var all = [row.key, row.keywords.join(" "), row.words, row.place, row.low].join(" ");
    if (words.every(function (word) { return all.indexOf(word) >= 0; })) { return 5; }
    if (query.length > 1 && query.length < 4) {
      return shortens(query, row.key) ? 4 : shortens(query, row.words) ? 3 : 0;
    }
    if (!twos.length) { return 0; }
    var hits = 0;
    twos.forEach(function (two) { if (all.indexOf(two) >= 0) { hits++; } });
    var share = hits / twos.length;
    if (share >= HALF && inOrder(query, row.key)) { return 1.5 + share / 2; }
    return share >= ENOUGH ? share : 0;
  }
  function find(text) {
    var query = tight(text), found = [];
    var words = plain(text).split(/[\s\u3000]+/).map(tight).filter(Boolean);
    if (!query) { return null; }
    var exact = rows.filter(function (row) { return row.low && tight(row.low) === query; });
    if (exact.length) { return exact; }
    /* Likeness needs at least three pairs: with fewer, one pair in common says nothing. */
    var twos = query.length > 3 ? pairs(query) : [];
    rows.forEach(function (row, order) {
      var score = rank(row, query, words, twos);
      if (score) { found.push({ row: row, score: score, order: order }); }
    });
    found.sort(function (a, b) {
      return b.score - a.score || a.row.key.length - b.row.key.length || a.order - b.order;
    });
    return found.map(function (hit) { return hit.row; });
  }
  function show() {
    var found = find(input.value);
    list.textContent = "";
    box.hidden = !found;
    if (!found) { count.textContent = ""; return; }
    count.textContent = !found.length
      ? "没有找到。请换一个说法或少写几个字，也可以从下面的部门、类型进入。"
      : "找到 " + found.length + " 条" + (found.length > LIMIT ? "，列出最接近的 " + LIMIT + " 条" : "");
    found.slice(0, LIMIT).forEach(function (row) {
      var line = document.createElement("li");
      part(line, "a", row.name).href = row.page;
      var about = part(line, "span", "");
      part(about, "span", row.type).className = "tag";
      if (row.department) { part(about, "span", row.department); }
      if (row.code) { part(about, "code", row.code); }
      list.appendChild(line);
    });
  }
  function part(place, name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return place.appendChild(made);
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
