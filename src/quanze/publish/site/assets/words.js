/* Finds documents by words. A code gives what carries it, and nothing else. Otherwise: the whole name, its
   beginning; what the tables of words say outright; a part of the name, a part of a keyword, all words, a
   short form (社保 for 社会保险), the characters in their order (食品许可 finds 食品经营许可), most pairs of
   characters; letters are the initials of the pinyin. What certainly comes first is told before the rest
   is looked for. postings.js reads the index. */
(function () {
  "use strict";
  var store = window.quanzeStore, index = null, base = null, places = {}, HALF = 500, ENOUGH = 750, MOST_CODES = 8, FINE = 1000;
  /* Kinds of texts, as the index numbers them, with what a hit in each is worth; LATER: a synonym of what
     nobody applies for. Nothing but what is equal is worth as much as SURE. */
  var NAME = 0, KEYWORD = 1, SYNONYM = 2, LATER = 3, WORDS = 4, PLACE = 5, LAW = 6, SURE = 6.5;
  var SCORES = [7, 6, 5.5, 5.4, 5, 3, 2.9], EQUAL = [9, 7.6, 7.5, 7.4, 5, 3, 2.9], BEGINNING = 8;
  /* What a question holds besides the thing that it is about. */
  var FILLERS = /^(请问|我想|我要|想要|想|要)+|(怎么|怎样|如何|哪里|在哪|到哪|需要|什么|办理|申请|手续|流程|材料|证件)+|(一个|一家|个|家)|[吗呢啊吧的了]+$/g;

  /* One question: which texts are hit, with which score; then which documents. */
  function Question(text) {
    this.query = index.tight(text);
    this.words = index.plain(text).split(/[\s\u3000]+/).map(index.tight).filter(Boolean);
    if (this.words.length === 1) { this.words = [this.query]; }
    this.alone = this.words.length === 1;
    this.letters = this.alone && /^[a-z]{2,}$/.test(this.query) ? this.query : "";
    this.coded = this.query.length > 1 && /[0-9a-z]/.test(this.query);
  }
  Question.prototype.parts = function () { return index.partsOf(this.words, this.letters).concat(this.codeParts()); };
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
  function Scores() {
    this.best = index.zeros(base.documents);
    this.waiting = {};
  }
  Scores.prototype.raise = function (rank, score) { if (score > this.best[rank]) { this.best[rank] = score; } };
  Scores.prototype.hit = function (id, score) {
    var self = this;
    if (id >= base.lengths[1][0]) {
      if (!(this.waiting[id] >= score)) { this.waiting[id] = score; }
      return;
    }
    score *= FINE;
    index.documents(id, function (rank) { self.raise(rank, score); });
  };
  /* The words that wait with a score from this one on. */
  Scores.prototype.words = function (least) {
    var waiting = this.waiting;
    return Object.keys(waiting).map(Number).filter(function (id) { return waiting[id] >= least; });
  };
  Scores.prototype.settle = function (words) {
    var self = this;
    words.forEach(function (id) {
      var score = self.waiting[id] * FINE;
      index.documents(id, function (rank) { self.raise(rank, score); });
      delete self.waiting[id];
    });
  };
  /* The documents from a score on: the best first, and of equal ones the shorter name. */
  Scores.prototype.ranked = function (least) {
    var levels = {}, found = [], best = this.best;
    for (var rank = 0; rank < best.length; rank++) {
      if (best[rank] > least * FINE) { (levels[best[rank]] = levels[best[rank]] || []).push(rank); }
    }
    Object.keys(levels).map(Number).sort(function (a, b) { return b - a; }).forEach(function (score) { found = found.concat(levels[score]); });
    return found;
  };

  Question.prototype.exactly = function (scores) {
    var query = this.query;
    index.occurrences(query, function (id, at) {
      var kind = index.role(id);
      if (query.length === 1 && kind >= PLACE) { return; }
      scores.hit(id, kind === NAME && !at && index.lengthOf(id) > query.length ? BEGINNING : (index.lengthOf(id) === query.length ? EQUAL : SCORES)[kind]);
    });
  };
  /* All words, wherever they stand: a document is as good as its weakest word. */
  Question.prototype.allWords = function () {
    return this.words.map(function (word) {
      var scores = new Scores();
      index.occurrences(word, function (id) { scores.hit(id, Math.min(5, SCORES[index.role(id)])); });
      return scores;
    });
  };
  Question.prototype.byLetters = function (scores) {
    var query = this.query;
    index.initials(query, function (id, at) {
      scores.hit(id, at === 0 ? (index.lengthOf(id) === query.length ? 6.9 : 6.8) : query.length > 2 ? 4.6 : 2.5);
    });
  };
  /* 社保 for 社会保险: its characters in order, no more than one left out after each. */
  Question.prototype.shortened = function (scores) {
    var stand = null, count = base.lengths[base.lengths.length - 1][0], last = base.lengths[PLACE][0], first = base.lengths[KEYWORD][0], words = base.lengths[WORDS][0];
    this.query.split("").forEach(function (sign) {
      var next = index.zeros(count);
      index.ofSign(sign, function (id, at) {
        if (at > 30 || id >= last || (id >= first && id < words)) { return; }
        if (stand === null || ((stand[id] << 1 | stand[id] << 2) >> at & 1)) { next[id] |= 1 << at; }
      });
      stand = next;
    });
    for (var id = 0; id < last; id++) { if (stand[id]) { scores.hit(id, id < first ? 4 : 3.5); } }
  };
  /* Which of the question's pairs each text holds, and keywords that lie in the question. */
  Question.prototype.masks = function (scores) {
    var masks = index.zeros(base.lengths[base.lengths.length - 1][0]), aligned = {};
    var whole = base.lengths[KEYWORD][0], inside = base.lengths[WORDS][0];
    index.grams(this.query, 2).slice(0, 31).forEach(function (two, place) {
      index.ofPair(two, function (id, at) {
        masks[id] |= 1 << place;
        if (id >= whole && id < inside && place >= at) {
          var line = id + " " + (place - at);
          aligned[line] = (aligned[line] || 0) + 1;
        }
      });
    });
    Object.keys(aligned).forEach(function (line) {
      var id = parseInt(line, 10);
      if (aligned[line] === index.lengthOf(id) - 1) { scores.hit(id, SCORES[index.role(id)]); }
    });
    return masks;
  };
  function bits(mask) {
    for (var count = 0; mask; mask &= mask - 1) { count++; }
    return count;
  }
  /* A text that shares one pair with the question says little: only names do. */
  function wordsOf(masks) {
    var found = [], laws = base.lengths[LAW][0];
    for (var id = base.lengths[KEYWORD][0]; id < laws; id++) { if (masks[id] & (masks[id] - 1)) { found.push(id); } }
    return found;
  }
  Question.prototype.alike = function (scores, masks, words) {
    var total = Math.min(31, this.query.length - 1), whole = base.lengths[KEYWORD][0];
    var shared = index.zeros(base.documents), hopeful = index.zeros(whole), any = false, id = 0;
    words.forEach(function (word) { index.documents(word, function (rank) { shared[rank] |= masks[word]; }); });
    function judge(rank) {
      var mask = masks[id] | shared[rank];
      if (!mask) { return; }
      var share = Math.floor(bits(mask) * FINE / total);
      if (share >= ENOUGH) { scores.raise(rank, share); }
      if (masks[id] && share >= HALF) {
        hopeful[id] = Math.max(hopeful[id], share);
        any = true;
      }
    }
    for (; id < whole; id++) { index.documents(id, judge); }
    if (any) { this.inOrder(hopeful, scores); }
  };
  /* Of these names, those that hold the question's characters in their order. */
  Question.prototype.inOrder = function (hopeful, scores) {
    var reached = index.zeros(hopeful.length), id = 0;
    for (; id < hopeful.length; id++) { reached[id] = hopeful[id] ? 1 : 0; }
    this.query.split("").forEach(function (sign) {
      var next = index.zeros(hopeful.length);
      /* Places are counted from 2; 1 is before the name, 0 is out. */
      index.ofSign(sign, function (id, at) {
        if (reached[id] && reached[id] < at + 2 && (!next[id] || next[id] > at + 2)) { next[id] = at + 2; }
      });
      reached = next;
    });
    for (id = 0; id < hopeful.length; id++) { if (reached[id]) { scores.hit(id, 1.5 + hopeful[id] / FINE / 2); } }
  };

  /* Calls first(ranks, goOn) with what certainly comes first, if there is any; then done with all. */
  Question.prototype.find = function (first, done, failed) {
    var self = this, scores = new Scores(), codes = this.coded ? this.codes() : { exact: [], like: [] };
    if (codes.exact.length) { done(inLists(codes.exact), 10); return; }
    codes.like.forEach(function (rank) { scores.raise(rank, 8 * FINE); });
    if (!this.alone) { this.everywhere(scores, done, failed); return; }
    this.exactly(scores);
    if (this.letters) { this.byLetters(scores); }
    var urgent = scores.words(SURE);
    store.load(urgent.map(index.mapPart), function () {
      scores.settle(urgent);
      var sure = scores.ranked(SURE);
      if (sure.length) { first(sure, rest); } else { rest(); }
    }, failed);
    function rest() { self.about(scores, done, failed); }
  };
  Question.prototype.everywhere = function (scores, done, failed) {
    var every = this.allWords(), wanted = [];
    every.forEach(function (one) { wanted = wanted.concat(one.words(0)); });
    store.load(wanted.map(index.mapPart), function () {
      every.forEach(function (one) { one.settle(one.words(0)); });
      for (var rank = 0; rank < base.documents; rank++) {
        var least = every[0].best[rank];
        for (var n = 1; n < every.length && least; n++) { least = Math.min(least, every[n].best[rank]); }
        if (least) { scores.raise(rank, least); }
      }
      finish(scores, done);
    }, failed);
  };
  /* What is only like the question. */
  Question.prototype.about = function (scores, done, failed) {
    var self = this, length = this.query.length, masks = null, words = [];
    if (length === 2 || length === 3) { this.shortened(scores); }
    if (length > 1) { masks = this.masks(scores); }
    /* Likeness needs at least three pairs: with fewer, one pair in common says nothing. */
    if (length > 3) { words = wordsOf(masks); }
    var waiting = scores.words(0);
    store.load(waiting.concat(words).map(index.mapPart), function () {
      scores.settle(waiting);
      if (length > 3) { self.alike(scores, masks, words); }
      finish(scores, done);
    }, failed);
  };
  function finish(scores, done) {
    var found = scores.ranked(0);
    done(found, found.length ? scores.best[found[0]] / FINE : 0);
  }
  function inLists(ranks) {
    var seen = {};
    return ranks.sort(function (a, b) { return a - b; }).filter(function (rank) {
      var first = !seen[rank];
      seen[rank] = true;
      return first;
    });
  }
  function prepare() {
    index = store.part("postings");
    base = index.prepare();
  }
  /* Calls done with the ranks of what is found and the words looked for; null if nothing was asked. Before,
     first with the ranks that come first, and what goes on from there. */
  function find(text, first, done, failed) {
    prepare();
    var asked = new Question(text), told = text.trim();
    if (!asked.query) { done(null, ""); return; }
    ask(asked, first, function (found, score) {
      var shorter = asked.query.replace(FILLERS, "");
      if (score >= 5 || shorter.length < 2 || shorter === asked.query || !asked.alone) { done(found, told, asked.partial); return; }
      ask(new Question(shorter), first, function (others, better) {
        if (better >= 5) { done(others, shorter); } else { done(found, told, asked.partial); }
      }, failed);
    }, failed);
  }
  function ask(question, first, done, failed) {
    store.load(question.parts(), function () { question.find(first, done, failed); }, failed);
  }
  /* Gives the rows of documents by their ranks. */
  function rows(ranks, done, failed) {
    function part(rank) { return "search/o" + Math.floor(rank / base.ordered); }
    store.load(ranks.map(part), function () {
      store.rows(ranks.map(function (rank) {
        var name = part(rank), own = places[name] = places[name] || store.part(name).split(" ");
        return Number(own[rank % base.ordered]);
      }), done, failed);
    }, failed);
  }
  window.quanzePart("words", "", { prepare: prepare, find: find, rows: rows });
})();
