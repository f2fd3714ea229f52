// Runs only in browsers that do not know module scripts; written in the oldest JavaScript for that reason.
(function () {
  document.getElementById("boot-lacking").removeAttribute("hidden");
  document.querySelector('[data-lack="old"]').removeAttribute("hidden");
})();
