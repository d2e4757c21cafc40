/* Filters and sorts all items, without a server. The state is in the address: a link leads to it, and the
   browser's way back leaves it. The columns are one script; names come with the rows that are shown. */
(function () {
  "use strict";
  var store = window.quanzeStore, ROWS = 50, UNSAID = "未注明";
  var SORTS = [["", "清单次序"], ["name", "名称（拼音）"], ["promised", "承诺时限（短的在前）"], ["statutory", "法定时限（短的在前）"]];
  var form = document.getElementById("filter"), place = document.getElementById("listed");
  var body = document.getElementById("listed-rows"), count = document.getElementById("listed-count");
  var pager = document.getElementById("listed-pager"), conditions = document.getElementById("listed-conditions");
  if (!store || !form) { return; }
  var data = null, state = {}, selects = {}, turn = 0;

  function part(where, name, text) {
    var made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    return where.appendChild(made);
  }
  function failed() {
    place.hidden = false;
    count.textContent = "筛选用的数据没有读到。请刷新页面再试；也可以用下面的分类清单。";
  }
  function unrolled(text) {
    var read = store.reader(text), made = [];
    while (read.more()) {
      var number = read.next(), length = number % 2 ? read.next() : 1;
      while (length--) { made.push(number >> 1); }
    }
    return made;
  }
  /* What is not said is a value too, the last. */
  function prepare() {
    data = store.part("lists/columns");
    data.facets = data.facets.filter(function (facet) { return facet.values.length > 1 || (facet.values.length && facet.sets.length > 1); });
    data.facets.forEach(function (facet) {
      facet.sets = facet.sets.map(function (set) { return set.length ? set : [facet.values.length]; });
      facet.values = facet.values.concat(UNSAID);
      facet.items = unrolled(facet.items);
    });
    ["statutory", "promised"].forEach(function (kind) { data.limits[kind].items = unrolled(data.limits[kind].items); });
  }

  function readState() {
    state = { page: 1, sort: "" };
    window.location.search.replace(/[?&]([^=&]+)=([^&]*)/g, function (_, key, value) {
      try { state[key] = decodeURIComponent(value.replace(/\+/g, " ")); } catch (e) { /* not ours */ }
    });
    state.page = Math.max(1, parseInt(state.page, 10) || 1);
  }
  function query(changed) {
    var all = {}, told = [];
    Object.keys(state).forEach(function (key) { all[key] = state[key]; });
    Object.keys(changed || {}).forEach(function (key) { all[key] = changed[key]; });
    data.facets.forEach(function (facet) { if (all[facet.slug]) { told.push(facet.slug + "=" + encodeURIComponent(all[facet.slug])); } });
    if (all.sort) { told.push("sort=" + all.sort); }
    if (all.page > 1) { told.push("page=" + all.page); }
    return told.join("&");
  }
  function go(changed) {
    var to = query(changed);
    store.address(to, true);
    Object.keys(changed).forEach(function (key) { state[key] = changed[key]; });
    show();
  }

  /* Which items pass all filters; for each facet, how many there would be of each value, the other filters kept. */
  function chosen() {
    var wanted = data.facets.map(function (facet) { return state[facet.slug] ? facet.values.indexOf(state[facet.slug]) : -2; });
    var sums = data.facets.map(function (facet) { return facet.values.map(function () { return 0; }); }), found = [];
    var fits = data.facets.map(function (facet, n) {
      return facet.sets.map(function (set) { return wanted[n] === -2 || set.indexOf(wanted[n]) >= 0; });
    });
    for (var item = 0; item < data.count; item++) {
      var wrong = -1, many = false;
      for (var n = 0; n < fits.length; n++) {
        if (!fits[n][data.facets[n].items[item]]) {
          if (wrong >= 0) { many = true; break; }
          wrong = n;
        }
      }
      if (many) { continue; }
      if (wrong < 0) { found.push(item); }
      for (n = 0; n < fits.length; n++) {
        if (wrong >= 0 && wrong !== n) { continue; }
        var set = data.facets[n].sets[data.facets[n].items[item]];
        for (var v = 0; v < set.length; v++) { sums[n][set[v]]++; }
      }
    }
    return { found: found, sums: sums };
  }
  function keysOfSort() {
    if (state.sort === "name") {
      var read = store.reader(store.part("lists/names")), made = [];
      while (read.more()) { made.push(read.next()); }
      return made;
    }
    return state.sort in data.limits ? data.limits[state.sort].items : null;
  }
  function show() {
    var now = ++turn, needed = ["search/base"].concat(state.sort === "name" ? ["lists/names"] : []);
    store.load(needed, function () {
      if (now !== turn) { return; }
      var all = chosen(), keys = keysOfSort();
      if (keys) { all.found.sort(function (a, b) { return keys[a] - keys[b] || a - b; }); }
      var pages = Math.max(1, Math.ceil(all.found.length / ROWS)), page = Math.min(state.page, pages);
      var shown = all.found.slice((page - 1) * ROWS, page * ROWS);
      store.rows(shown, function (rows) {
        if (now !== turn) { return; }
        fill(all.sums);
        put(shown, rows);
        tell();
        count.textContent = (all.found.length ? "共 " + all.found.length + " 项" : "没有符合全部条件的事项，请去掉一个条件") +
          (pages > 1 ? "，第 " + page + " 页，共 " + pages + " 页" : "");
        links(page, pages);
        place.hidden = false;
      }, failed);
    }, failed);
  }
  /* By what the list is narrowed and sorted, in words: for paper, where the form is not, and to be read aloud. */
  function tell() {
    var told = data.facets.filter(function (facet) { return state[facet.slug]; }).map(function (facet) {
      return facet.label + "：" + state[facet.slug];
    });
    SORTS.forEach(function (sort) { if (sort[0] && sort[0] === state.sort) { told.push("排序：" + sort[1]); } });
    conditions.textContent = told.join("；");
    conditions.hidden = !told.length;
  }
  function put(items, rows) {
    body.textContent = "";
    rows.forEach(function (row, at) {
      var line = part(body, "tr"), head = part(line, "th");
      head.setAttribute("scope", "row");
      part(head, "a", row.name).href = row.page;
      if (row.note) { part(head, "span", row.note).className = "kind halted"; }
      part(head, "code", row.code).className = "under";
      cell(line, "类型", row.kind);
      cell(line, "部门", row.department);
      ["statutory", "promised"].forEach(function (kind) {
        cell(line, kind === "promised" ? "承诺时限" : "法定时限", data.limits[kind].values[data.limits[kind].items[items[at]]]);
      });
    });
  }
  function cell(line, label, text) {
    var made = part(line, "td", text || "–");
    made.setAttribute("data-label", label);
    if (!text) { made.className = "void"; }
  }
  function links(page, pages) {
    var list = pager.firstElementChild;
    list.textContent = "";
    pager.hidden = pages < 2;
    function link(to, text) {
      var made = part(part(list, "li"), "a", text);
      if (to === page && text === String(page)) { made.setAttribute("aria-current", "page"); }
      made.href = "?" + query({ page: to });
      made.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
        event.preventDefault();
        go({ page: to });
        count.scrollIntoView();
        count.focus();
      });
    }
    if (page > 1) { link(page - 1, "上一页"); }
    for (var to = 1, last = 0; to <= pages; to++) {
      if (to === 1 || to === pages || Math.abs(to - page) < 3) {
        if (to > last + 1) { part(list, "li", "…").className = "pager-gap"; }
        link(to, String(to));
        last = to;
      }
    }
    if (page < pages) { link(page + 1, "下一页"); }
  }

  function build() {
    data.facets.forEach(function (facet) { selects[facet.slug] = select(facet.slug, facet.label); });
    selects.sort = select("sort", "排序");
    SORTS.forEach(function (sort) { option(selects.sort, sort[0], sort[1]); });
    var reset = part(part(form, "p"), "button", "清除全部条件");
    reset.type = "button";
    reset.className = "plain-button";
    reset.addEventListener("click", function () {
      var nothing = { page: 1, sort: "" };
      data.facets.forEach(function (facet) { nothing[facet.slug] = ""; });
      go(nothing);
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.hidden = false;
  }
  function select(slug, label) {
    var line = part(form, "p"), name = part(line, "label", label), made = part(line, "select");
    made.id = "f-" + slug;
    made.name = slug;
    name.htmlFor = made.id;
    made.addEventListener("change", function () {
      var changed = { page: 1 };
      changed[slug] = made.value;
      go(changed);
    });
    return made;
  }
  function option(where, value, text) {
    var made = part(where, "option", text);
    made.value = value;
    return made;
  }
  function fill(sums) {
    data.facets.forEach(function (facet, n) {
      var own = selects[facet.slug];
      own.textContent = "";
      option(own, "", "全部");
      facet.values.forEach(function (value, v) {
        if (sums[n][v] || state[facet.slug] === value) { option(own, value, value + "（" + sums[n][v] + "）"); }
      });
      if (state[facet.slug] && facet.values.indexOf(state[facet.slug]) < 0) { option(own, state[facet.slug], state[facet.slug] + "（0）"); }
      own.value = state[facet.slug] || "";
    });
    selects.sort.value = state.sort in data.limits || state.sort === "name" ? state.sort : "";
  }

  count.tabIndex = -1;
  window.addEventListener("popstate", function () { if (data) { readState(); show(); } });
  store.load(["lists/columns", "search/base"], function () {
    prepare();
    readState();
    build();
    show();
  }, failed);
})();
