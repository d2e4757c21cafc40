/* Reads the index: where each pair of characters stands, in parts by the first of them, and which
   documents a text belongs to. words.js asks and ranks. */
(function () {
  "use strict";
  var store = window.quanzeStore, PLACES = 1024, NAME = 0;
  var base = null, starts = null, decoded = {};

  function plain(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (c) {
      return String.fromCharCode(c.charCodeAt(0) - 0xfee0);
    }).toLowerCase();
  }
  function tight(text) { return plain(text).replace(/[\s\u3000\u200b-\u200f\ufeff（）()\[\]【】〔〕{}《》〈〉<>、，。；：！？·…—“”‘’"'`,.;:!?/\\|_~-]+/g, ""); }
  function zeros(length) {
    if (window.Int32Array) { return new Int32Array(length); }
    for (var made = []; made.length < length;) { made.push(0); }
    return made;
  }

  /* The base: how many documents each name has, and where the numbers of each length begin. */
  function prepare() {
    decoded = {};
    if (base) { return base; }
    base = store.part("search/base");
    var names = base.lengths[1][0], repeats = store.reader(base.repeats), rank = 0, at = 0, count = 1;
    var next = repeats.more() ? repeats.next() : -1;
    starts = zeros(names + 1);
    for (; at < names; at++) {
      starts[at] = rank;
      count = 1;
      if (at === next) {
        count = repeats.next();
        next = repeats.more() ? at + repeats.next() : -1;
      }
      rank += count;
    }
    starts[names] = rank;
    return base;
  }
  /* What a text is: a name, or a word of a kind. */
  function role(id) {
    for (var at = base.lengths.length - 2; at > NAME; at--) { if (id >= base.lengths[at][0]) { return at; } }
    return NAME;
  }
  function lengthOf(id) {
    var table = base.lengths[role(id)], low = 0, high = (table.length - 1) / 2 - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (table[2 + 2 * middle] <= id) { low = middle; } else { high = middle - 1; }
    }
    return table[1 + 2 * low];
  }

  function signPart(sign) {
    for (var at = 0; at < base.signs.length; at++) { if (base.signs[at].indexOf(sign) >= 0) { return "search/g" + at; } }
    return "";
  }
  function letterPart(text) { return "search/p" + (text.charCodeAt(0) * 37 + text.charCodeAt(1) * 11) % base.letters; }
  function walk(postings, act) {
    var read = store.reader(postings), id = 0;
    while (read.more()) { id += read.next(); act(id, read.next()); }
  }
  /* Postings as numbers that rise: text, and place in it. */
  function keys(gram) {
    if (!decoded[gram.name]) {
      var made = decoded[gram.name] = [];
      walk(gram.postings, function (id, at) { made.push(id * PLACES + at); });
    }
    return decoded[gram.name];
  }
  function seconds(part, first) { return (store.part(part) || {})[first] || {}; }
  function gramOf(part, first, second) {
    var own = seconds(part, first);
    return { name: first + " " + second, postings: Object.prototype.hasOwnProperty.call(own, second) ? own[second] : "" };
  }
  function pair(text) { return gramOf(signPart(text.charAt(0)), text.charAt(0), text.charAt(1)); }
  function triple(text) { return gramOf(letterPart(text), text.slice(0, 2), text.charAt(2)); }
  function everyPlace(part, first, act) {
    var own = seconds(part, first);
    Object.keys(own).forEach(function (second) { walk(own[second], act); });
  }
  function ofSign(sign, act) { everyPlace(signPart(sign), sign, act); }
  /* Calls act(text) for every text that holds a pair, with the place. */
  function ofPair(two, act) { walk(pair(two).postings, act); }

  /* Where all of these postings follow each other, the rarest first. */
  function phrase(all, act) {
    var order = all.map(function (gram, shift) { return { gram: gram, shift: shift }; });
    order.sort(function (a, b) { return a.gram.postings.length - b.gram.postings.length; });
    var found = keys(order[0].gram).map(function (key) { return key - order[0].shift; });
    for (var n = 1; n < order.length && found.length; n++) { found = common(found, keys(order[n].gram), order[n].shift); }
    found.forEach(function (key) { act(Math.floor(key / PLACES), key % PLACES); });
  }
  function common(found, others, shift) {
    var kept = [], at = 0;
    for (var i = 0; i < found.length; i++) {
      var wanted = found[i] + shift;
      while (at < others.length && others[at] < wanted) { at++; }
      if (at === others.length) { break; }
      if (others[at] === wanted) { kept.push(found[i]); }
    }
    return kept;
  }
  function grams(text, size) {
    var made = [];
    for (var i = 0; i + size <= text.length; i++) { made.push(text.substr(i, size)); }
    return made;
  }
  /* Calls act(text, place) wherever a word stands. */
  function occurrences(word, act) {
    if (word.length === 1) { ofSign(word, act); } else { phrase(grams(word, 2).map(pair), act); }
  }
  /* The same for names by their initials. */
  function initials(letters, act) {
    if (letters.length === 2) { everyPlace(letterPart(letters), letters, act); } else { phrase(grams(letters, 3).map(triple), act); }
  }

  /* The documents of a name follow each other; those of a word are told by a part of their own. */
  function mapOf(word) {
    var low = 0, high = base.maps.length - 1;
    while (low < high) {
      var middle = (low + high + 1) >> 1;
      if (base.maps[middle] <= word) { low = middle; } else { high = middle - 1; }
    }
    return low;
  }
  function mapPart(id) { return "search/t" + mapOf(id - base.lengths[1][0]); }
  function documents(id, act) {
    var word = id - base.lengths[1][0], at = mapOf(word), rank = 0;
    if (word < 0) {
      for (rank = starts[id]; rank < starts[id + 1]; rank++) { act(rank); }
      return;
    }
    var read = store.reader(store.part("search/t" + at)[word - base.maps[at]]);
    while (read.more()) { rank += read.next(); act(rank); }
  }
  function partsOf(words, letters) {
    var needed = [];
    words.forEach(function (word) {
      word.split("").forEach(function (sign) { var part = signPart(sign); if (part) { needed.push(part); } });
    });
    if (letters) { grams(letters, 2).slice(0, Math.max(1, letters.length - 2)).forEach(function (two) { needed.push(letterPart(two)); }); }
    return needed;
  }
  window.quanzePart("postings", "", {
    prepare: prepare, plain: plain, tight: tight, zeros: zeros, grams: grams, role: role, lengthOf: lengthOf,
    ofSign: ofSign, ofPair: ofPair, occurrences: occurrences, initials: initials, documents: documents,
    mapPart: mapPart, partsOf: partsOf
  });
})();
