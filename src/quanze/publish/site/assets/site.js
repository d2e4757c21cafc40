/* Folded parts are printed too, and a page prints as guide or as manual. Nothing needs this script to be read. */
(function () {
  "use strict";
  var opened = [], root = document.documentElement, form = "";
  window.addEventListener("beforeprint", function () {
    var all = document.querySelectorAll("details:not([open])");
    for (var i = 0; i < all.length; i++) { all[i].open = true; opened.push(all[i]); }
  });
  window.addEventListener("afterprint", function () {
    while (opened.length) { opened.pop().open = false; }
    if (form) { root.classList.remove(form); form = ""; }
  });
  function offer(button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      form = button.getAttribute("data-print");
      root.classList.add(form);
      window.print();
    });
  }
  var buttons = document.querySelectorAll("[data-print]");
  for (var i = 0; i < buttons.length; i++) { offer(buttons[i]); }
})();
