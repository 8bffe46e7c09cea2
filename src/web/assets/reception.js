/*
 * The list of procedures follows what is typed: the first one is Enter away, the others by the arrow keys. Without this
 * script the box is an ordinary search form.
 */
(() => {
  const box = document.querySelector('input[data-live]');
  const target = box && document.getElementById(box.dataset.liveTarget);
  if (!box || !target) return;
  let shown = box.value.trim();
  let asked = 0;
  let timer;

  const load = async () => {
    const query = box.value.trim();
    if (query === shown) return true;
    asked += 1;
    const mine = asked;
    try {
      const response = await fetch(`${box.dataset.live}?q=${encodeURIComponent(query)}`, {
        credentials: 'same-origin',
        headers: { accept: 'text/html' },
      });
      // Of two answers the later question counts; signed out, the form is sent and says so.
      if (!response.ok || response.redirected) return false;
      const html = await response.text();
      if (mine !== asked) return false;
      target.innerHTML = html;
      shown = query;
      // Read out: how many there are, not the whole list at every letter.
      const status = document.getElementById(`${target.id}-so`);
      if (status) status.textContent = `${target.querySelectorAll('tbody tr').length} thủ tục`;
      return true;
    } catch {
      return false;
    }
  };

  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(load, 90);
  });
  box.addEventListener('keydown', (event) => {
    const first = target.querySelector('tbody a[href]');
    if (event.key === 'ArrowDown' && first) {
      event.preventDefault();
      first.focus();
    }
  });
  box.form.addEventListener('submit', async (event) => {
    if (box.value.trim() === '') return;
    event.preventDefault();
    clearTimeout(timer);
    const ready = await load();
    const first = ready && target.querySelector('tbody a[href]');
    if (first) first.click();
    else if (!ready) box.form.submit();
  });
})();
