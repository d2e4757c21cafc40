/* Loads parts of the index: scripts, as a page opened from a disk may load nothing else. A part hands
   itself over by calling quanzePart; a small index has all parts in its first file. */
(function () {
  "use strict";
  var BASE = 88, ONE = 60, TWO = 24, THREE = 3, VALUE = [], SIGNS = [];
  for (var code = 33, sign = 0; code < 127; code++) {
    if ("\"'&<>\\".indexOf(String.fromCharCode(code)) < 0) { SIGNS.push(code); VALUE[code] = sign++; }
  }
  var parts = {}, versions = {}, waiting = {}, folder = "assets/";
  var scripts = document.getElementsByTagName("script");
  for (var i = 0; i < scripts.length; i++) {
    var src = scripts[i].getAttribute("src") || "", end = src.indexOf("assets/store.js");
    if (end >= 0) { folder = src.slice(0, end) + "assets/"; }
  }
  window.quanzePart = function (name, version, value) { parts[name] = value; versions[name] = version; };

  function fetchPart(name, answer) {
    if (waiting[name]) { waiting[name].push(answer); return; }
    waiting[name] = [answer];
    var script = document.createElement("script");
    function told(ok) {
      var all = waiting[name];
      delete waiting[name];
      if (script.parentNode) { script.parentNode.removeChild(script); }
      for (var i = 0; i < all.length; i++) { all[i](ok); }
    }
    script.onload = function () {
      /* A browser may have kept a part of an older index. */
      if (name.indexOf("search/") === 0 && "search/base" in versions && versions[name] !== versions["search/base"]) { delete parts[name]; }
      told(name in parts);
    };
    script.onerror = function () { told(false); };
    script.src = folder + name + ".js" + (name !== "search/base" && versions["search/base"] ? "?" + versions["search/base"] : "");
    document.head.appendChild(script);
  }
  /* Loads parts that are not there yet, side by side; then calls done, or failed if one cannot be had. */
  function load(names, done, failed) {
    var missing = names.filter(function (name, at) { return !(name in parts) && names.indexOf(name) === at; });
    var left = missing.length, broken = false;
    if (!left) { done(); return; }
    missing.forEach(function (name) {
      fetchPart(name, function (ok) {
        broken = broken || !ok;
        if (--left === 0) { if (broken) { failed(); } else { done(); } }
      });
    });
  }
  /* Reads numbers from text, one after the other. */
  function reader(text) {
    var at = 0;
    function digits(count) {
      var made = 0;
      while (count--) { made = made * BASE + VALUE[text.charCodeAt(at++)]; }
      return made;
    }
    function next() {
      var first = VALUE[text.charCodeAt(at++)];
      if (first < ONE) { return first; }
      if (first < ONE + TWO) { return ONE + (first - ONE) * BASE + digits(1); }
      if (first < ONE + TWO + THREE) { return ONE + TWO * BASE + (first - ONE - TWO) * BASE * BASE + digits(2); }
      return ONE + TWO * BASE + THREE * BASE * BASE + digits(4);
    }
    return {
      more: function () { return at < text.length; },
      next: next,
      until: function (sign) {
        var from = at, to = text.indexOf(sign, at);
        at = to + 1;
        return text.slice(from, to);
      }
    };
  }
  function itemPage(file) {
    var low = file.toLowerCase(), sum = 0;
    for (var i = 0; i < low.length; i++) { sum = (sum + (i + 1) * low.charCodeAt(i)) % 256; }
    return "items/" + (sum < 16 ? "0" : "") + sum.toString(16) + "/" + file + ".html";
  }
  /* Gives the rows of documents by their places in the lists. */
  function rows(numbers, done, failed) {
    var base = parts["search/base"];
    function block(number) { return "search/d" + Math.floor(number / base.rows); }
    load(numbers.map(block), function () {
      done(numbers.map(function (number) {
        var row = parts[block(number)][number % base.rows];
        return { name: row[0], kind: base.kinds[row[1]], department: row[2] < 0 ? "" : base.departments[row[2]],
          code: row[3] || "", page: row[4] || itemPage(row[3] || ""), note: row[5] || "" };
      }));
    }, failed);
  }
  /* Puts the state of a page into its address; a browser that forbids it for files goes without. */
  function address(query, keep) {
    var now = window.location.search.replace(/^\?/, "");
    if (now === query) { return; }
    try {
      window.history[keep ? "pushState" : "replaceState"](null, "", query ? "?" + query : window.location.pathname);
    } catch (e) { /* The page works without. */ }
  }
  window.quanzeStore = {
    load: load, reader: reader, rows: rows, address: address, digits: VALUE, base: BASE,
    part: function (name) { return parts[name]; }
  };
})();
