// Before anything is painted: the theme chosen here, else the system's.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('tidemark-theme');
  } catch {
    // no storage: the system's
  }
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
})();
