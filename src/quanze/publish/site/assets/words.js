/* Finds documents by words. A code gives what carries it, and nothing else. Otherwise: the whole name, its
   beginning, a part of it, a keyword, all words, a short form (社保 for 社会保险), the characters in their
   order (食品许可 finds 食品经营许可), most pairs of characters; letters are the initials of the pinyin.
   The index holds where each pair of characters stands, in parts by the first of them. */
(function () {
  "use strict";
  var store = window.quanzeStore, PLACES = 1024, HALF = 0.5, ENOUGH = 0.75, MOST_CODES = 8;
  var KEYWORD = 1, SYNONYM = 2, WORDS = 3, PLACE = 4, LAW = 5;
  var SCORES = [0, 6, 5.5, 5, 3, 2.9];
  /* What a question holds besides the thing that it is about. */
  var FILLERS = /^(请问|我想|我要|想要|想|要)+|(怎么|怎样|如何|哪里|在哪|到哪|需要|什么|办理|申请|手续|流程|材料|证件)+|(一个|一家|个|家)|[吗呢啊吧的了]+$/g;
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
  function each(object, act) { for (var key in object) { if (Object.prototype.hasOwnProperty.call(object, key)) { act(object[key], key); } } }

  /* The base: how many documents each name has, and where the numbers of each length begin. */
  function prepare() {
    if (base) { return; }
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
  }
  function role(id) {
    for (var at = base.lengths.length - 2; at > 0; at--) { if (id >= base.lengths[at][0]) { return at; } }
    return 0;
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
  /* Postings as numbers that rise: text, and place in it. */
  function keys(gram) {
    if (decoded[gram.name]) { return decoded[gram.name]; }
    var read = store.reader(gram.postings), id = 0, made = [];
    while (read.more()) { id += read.next(); made.push(id * PLACES + read.next()); }
    decoded[gram.name] = made;
    return made;
  }
  function gramOf(part, first, second) {
    var own = (store.part(part) || {})[first];
    return { name: first + " " + second, postings: own && own[second] || "" };
  }
  function pair(text) { return gramOf(signPart(text.charAt(0)), text.charAt(0), text.charAt(1)); }
  function triple(text) { return gramOf(letterPart(text), text.slice(0, 2), text.charAt(2)); }
  function everyPlace(part, first, act) {
    each((store.part(part) || {})[first], function (_, second) {
      keys(gramOf(part, first, second)).forEach(function (key) { act(Math.floor(key / PLACES), key % PLACES); });
    });
  }
  function ofSign(sign, act) { everyPlace(signPart(sign), sign, act); }

  /* Where all of these postings follow each other, the rarest first. */
  function phrase(all) {
    var order = all.map(function (gram, shift) { return { gram: gram, shift: shift }; });
    order.sort(function (a, b) { return a.gram.postings.length - b.gram.postings.length; });
    var found = keys(order[0].gram).map(function (key) { return key - order[0].shift; });
    for (var n = 1; n < order.length && found.length; n++) { found = common(found, keys(order[n].gram), order[n].shift); }
    return found;
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
    if (word.length === 1) { ofSign(word, act); return; }
    phrase(grams(word, 2).map(pair)).forEach(function (key) { act(Math.floor(key / PLACES), key % PLACES); });
  }

  /* One question: which texts are hit, with which score; then which documents. */
  function Question(text) {
    this.query = tight(text);
    this.words = plain(text).split(/[\s\u3000]+/).map(tight).filter(Boolean);
    if (this.words.length === 1) { this.words = [this.query]; }
    this.alone = this.words.length === 1;
    this.letters = this.alone && /^[a-z]{2,}$/.test(this.query);
    this.coded = this.query.length > 1 && /[0-9a-z]/.test(this.query);
  }
  Question.prototype.parts = function () {
    var needed = [];
    this.words.forEach(function (word) {
      word.split("").forEach(function (sign) { var part = signPart(sign); if (part) { needed.push(part); } });
    });
    if (this.letters) { grams(this.query, 2).slice(0, Math.max(1, this.query.length - 2)).forEach(function (two) { needed.push(letterPart(two)); }); }
    return needed.concat(this.codeParts());
  };
  Question.prototype.codeParts = function () {
    var query = this.query, first = 0, found = [];
    if (!this.coded) { return found; }
    while (first + 1 < base.codes.length && base.codes[first + 1] < query) { first++; }
    for (var at = first; at < base.codes.length; at++) {
      if (at > first && base.codes[at].indexOf(query) !== 0) { break; }
      found.push("search/c" + at);
    }
    /* The beginning that thousands of codes have in common tells little. */
    this.partial = found.length > MOST_CODES;
    return found.slice(0, MOST_CODES);
  };
  Question.prototype.codes = function () {
    var query = this.query, exact = [], like = [];
    this.codeParts().forEach(function (part) {
      var read = store.reader(store.part(part)), last = "";
      while (read.more()) {
        last = last.slice(0, read.next()) + read.until(" ");
        var rank = read.next();
        if (last === query) { exact.push(rank); } else if (query.length > 3 && last.indexOf(query) === 0) { like.push(rank); }
      }
    });
    return { exact: exact, like: like };
  };

  /* Hits in names go to documents at once; hits in words wait until it is known whose they are. */
  function Scores(count) { this.best = zeros(count); this.waiting = {}; }
  Scores.prototype.raise = function (rank, score) { if (score * 1000 > this.best[rank]) { this.best[rank] = score * 1000; } };
  Scores.prototype.name = function (id, score) { for (var rank = starts[id]; rank < starts[id + 1]; rank++) { this.raise(rank, score); } };
  Scores.prototype.text = function (id, score) { if (!(this.waiting[id] >= score)) { this.waiting[id] = score; } };
  Scores.prototype.settle = function () {
    var self = this;
    each(this.waiting, function (score, id) { documentsOf(Number(id)).forEach(function (rank) { self.raise(rank, score); }); });
  };
  function mapOf(word) {
    var at = base.maps.length - 1;
    while (base.maps[at] > word) { at--; }
    return at;
  }
  function mapPart(id) { return "search/t" + mapOf(id - base.lengths[1][0]); }
  function documentsOf(id) {
    var word = id - base.lengths[1][0], at = mapOf(word), made = [], rank = 0;
    var read = store.reader(store.part("search/t" + at)[word - base.maps[at]]);
    while (read.more()) { rank += read.next(); made.push(rank); }
    return made;
  }

  Question.prototype.exactly = function (scores) {
    var query = this.query, whole = base.lengths[1][0];
    occurrences(query, function (id, at) {
      if (id < whole) { scores.name(id, at ? 7 : lengthOf(id) === query.length ? 9 : 8); return; }
      var kind = role(id);
      if (query.length > 1 || kind < PLACE) { scores.text(id, kind === SYNONYM && lengthOf(id) === query.length ? 5.8 : SCORES[kind]); }
    });
  };
  /* All words, wherever they stand: a document is as good as its weakest word. */
  Question.prototype.allWords = function () {
    return this.words.map(function (word) {
      var scores = new Scores(base.documents), whole = base.lengths[1][0];
      occurrences(word, function (id) {
        if (id < whole) { scores.name(id, 5); } else { scores.text(id, Math.min(5, SCORES[role(id)])); }
      });
      return scores;
    });
  };
  Question.prototype.byLetters = function (scores) {
    var query = this.query;
    function hit(id, at) { scores.name(id, at === 0 ? (lengthOf(id) === query.length ? 6.9 : 6.8) : query.length > 2 ? 4.6 : 2.5); }
    if (query.length === 2) { everyPlace(letterPart(query), query, hit); return; }
    phrase(grams(query, 3).map(triple)).forEach(function (key) { hit(Math.floor(key / PLACES), key % PLACES); });
  };
  /* 社保 for 社会保险: its characters in order, no more than one left out after each. */
  Question.prototype.shortened = function (scores) {
    var places = null, whole = base.lengths[1][0];
    this.query.split("").forEach(function (sign) {
      var next = {};
      ofSign(sign, function (id, at) {
        if (at > 30 || (id >= whole && role(id) !== WORDS)) { return; }
        var reached = places === null || ((places[id] << 1 | places[id] << 2) >> at & 1);
        if (reached) { next[id] = (next[id] || 0) | 1 << at; }
      });
      places = next;
    });
    each(places, function (_, key) {
      var id = Number(key);
      if (id < whole) { scores.name(id, 4); } else { scores.text(id, 3.5); }
    });
  };
  /* Which of the question's pairs each text holds, and keywords that lie in the question. */
  Question.prototype.masks = function (scores) {
    var masks = {}, aligned = {}, whole = base.lengths[1][0], inside = base.lengths[WORDS][0];
    grams(this.query, 2).slice(0, 31).forEach(function (two, place) {
      keys(pair(two)).forEach(function (key) {
        var id = Math.floor(key / PLACES);
        masks[id] = (masks[id] || 0) | 1 << place;
        if (id >= whole && id < inside && place >= key % PLACES) {
          var line = id + " " + (place - key % PLACES);
          aligned[line] = (aligned[line] || 0) + 1;
        }
      });
    });
    each(aligned, function (count, line) {
      var id = parseInt(line, 10);
      if (count === lengthOf(id) - 1) { scores.text(id, SCORES[role(id)]); }
    });
    return masks;
  };
  function bits(mask) {
    for (var count = 0; mask; mask &= mask - 1) { count++; }
    return count;
  }
  Question.prototype.alike = function (scores, masks) {
    var total = Math.min(31, this.query.length - 1), whole = base.lengths[1][0], self = this, shared = {}, hopeful = {};
    each(masks, function (mask, key) {
      var id = Number(key);
      if (id >= whole) { documentsOf(id).forEach(function (rank) { shared[rank] = (shared[rank] || 0) | mask; }); }
    });
    function judge(rank, id, mask) {
      var share = bits(mask) / total;
      if (share >= ENOUGH) { scores.raise(rank, share); }
      if (share >= HALF) { hopeful[id] = Math.max(hopeful[id] || 0, share); }
    }
    each(masks, function (mask, key) {
      var id = Number(key);
      if (id >= whole) { return; }
      for (var rank = starts[id]; rank < starts[id + 1]; rank++) { judge(rank, id, mask | (shared[rank] || 0)); delete shared[rank]; }
    });
    each(shared, function (mask, rank) { var share = bits(mask) / total; if (share >= ENOUGH) { scores.raise(Number(rank), share); } });
    each(self.inOrder(hopeful), function (_, id) { scores.name(Number(id), 1.5 + hopeful[id] / 2); });
  };
  /* Of these names, those that hold the question's characters in their order. */
  Question.prototype.inOrder = function (names) {
    var reached = {};
    each(names, function (_, id) { reached[id] = -1; });
    this.query.split("").forEach(function (sign) {
      var next = {};
      ofSign(sign, function (id, at) {
        if (reached[id] < at && !(next[id] <= at)) { next[id] = at; }
      });
      reached = next;
    });
    return reached;
  };

  Question.prototype.find = function (done, failed) {
    var self = this, scores = new Scores(base.documents), masks = {}, every = null, wanted = [];
    var codes = this.coded ? this.codes() : { exact: [], like: [] };
    if (codes.exact.length) { done(inLists(codes.exact), 10); return; }
    codes.like.forEach(function (rank) { scores.raise(rank, 8); });
    if (this.alone) {
      this.exactly(scores);
      if (this.letters) { this.byLetters(scores); }
      if (this.query.length === 2 || this.query.length === 3) { this.shortened(scores); }
      /* Likeness needs at least three pairs: with fewer, one pair in common says nothing. */
      var found = this.query.length > 1 ? this.masks(scores) : {};
      if (this.query.length > 3) { masks = worthwhile(found); }
    } else {
      every = this.allWords();
      every.forEach(function (one) { wanted = wanted.concat(Object.keys(one.waiting)); });
    }
    wanted = wanted.concat(Object.keys(scores.waiting), Object.keys(masks).filter(function (id) { return id >= base.lengths[1][0]; }));
    store.load(wanted.map(Number).map(mapPart), function () {
      scores.settle();
      if (every) { weakest(every, scores); }
      if (self.query.length > 3 && self.alone) { self.alike(scores, masks); }
      ranked(scores.best, done);
    }, failed);
  };
  /* A text that shares one pair with the question says little: only names do. */
  function worthwhile(masks) {
    var kept = {}, whole = base.lengths[1][0], laws = base.lengths[LAW][0];
    each(masks, function (mask, id) {
      if (Number(id) < whole || (Number(id) < laws && mask & (mask - 1))) { kept[id] = mask; }
    });
    return kept;
  }
  function weakest(every, scores) {
    every.forEach(function (one) { one.settle(); });
    for (var rank = 0; rank < base.documents; rank++) {
      var least = every[0].best[rank];
      for (var n = 1; n < every.length && least; n++) { least = Math.min(least, every[n].best[rank]); }
      if (least) { scores.raise(rank, least / 1000); }
    }
  }
  function inLists(ranks) {
    var seen = {};
    return ranks.sort(function (a, b) { return a - b; }).filter(function (rank) {
      var first = !seen[rank];
      seen[rank] = true;
      return first;
    });
  }
  function ranked(best, done) {
    var levels = {}, found = [];
    for (var rank = 0; rank < best.length; rank++) {
      if (best[rank]) { (levels[best[rank]] = levels[best[rank]] || []).push(rank); }
    }
    Object.keys(levels).map(Number).sort(function (a, b) { return b - a; }).forEach(function (score) { found = found.concat(levels[score]); });
    done(found, found.length ? best[found[0]] / 1000 : 0);
  }
  /* Calls done with the ranks of what is found and the words looked for; null if nothing was asked. */
  function find(text, done, failed) {
    store.load(["search/base"], function () {
      prepare();
      decoded = {};
      var asked = new Question(text), told = text.trim();
      if (!asked.query) { done(null, ""); return; }
      ask(asked, function (found, score) {
        var shorter = asked.query.replace(FILLERS, "");
        if (score >= 5 || shorter.length < 2 || shorter === asked.query || !asked.alone) { done(found, told, asked.partial); return; }
        ask(new Question(shorter), function (others, better) {
          if (better >= 5) { done(others, shorter); } else { done(found, told, asked.partial); }
        }, failed);
      }, failed);
    }, failed);
  }
  function ask(question, done, failed) {
    store.load(question.parts(), function () { question.find(done, failed); }, failed);
  }
  /* Gives the rows of documents by their ranks. */
  function rows(ranks, done, failed) {
    function part(rank) { return "search/o" + Math.floor(rank / base.ordered); }
    store.load(ranks.map(part), function () {
      store.rows(ranks.map(function (rank) {
        return Number(store.part(part(rank)).split(" ")[rank % base.ordered]);
      }), done, failed);
    }, failed);
  }
  window.quanzePart("words", "", { find: find, rows: rows });
})();
