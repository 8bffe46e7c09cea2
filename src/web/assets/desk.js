/*
 * Small helps for those who have JavaScript; every page works without it. Shortcuts, one sending per form, a question
 * before typed work is lost, arrow keys in tables, file sizes checked before they travel.
 */
(() => {
  const isTyping = (target) =>
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)) &&
    !/^(checkbox|radio|button|submit)$/i.test(target.type || '');

  // The error summary is read first; else the field that the page names.
  const first = document.querySelector('[data-focus]') || document.querySelector('[data-autofocus]');
  if (first && !location.hash) first.focus();

  // Shortcuts --------------------------------------------------------------------------------------------------------
  let waitingForLetter = 0;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      for (const open of document.querySelectorAll('details.who[open]')) {
        open.removeAttribute('open');
        open.querySelector('summary').focus();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (waitingForLetter > Date.now()) {
      waitingForLetter = 0;
      const link = document.querySelector(`a[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
      if (link) {
        event.preventDefault();
        link.click();
      }
      return;
    }
    if (event.key === 'g') {
      waitingForLetter = Date.now() + 1500;
    } else if (event.key === '/') {
      const search = document.getElementById('tim-nhanh');
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === '?' && document.querySelector('.who')) {
      event.preventDefault();
      location.assign('/phim-tat');
    } else {
      // The acts of a dossier, each by its letter.
      const act = document.querySelector(`[data-act-key="${CSS.escape(event.key.toLowerCase())}"]`);
      if (act) {
        event.preventDefault();
        act.click();
      }
    }
  });

  // Tables: up and down between the first links of the rows ------------------------------------------------------------
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const target = event.target;
    if (!(target instanceof HTMLElement) || isTyping(target)) return;
    const table =
      target.closest('table[data-rows]') || target.closest('.table-scroll')?.querySelector('table[data-rows]');
    if (!table) return;
    const links = [...table.querySelectorAll('tbody tr')]
      .map((row) => row.querySelector('a[href], button'))
      .filter((link) => link !== null);
    if (links.length === 0) return;
    const row = target.closest('tr');
    const at = links.findIndex((link) => row?.contains(link));
    const next = links[at < 0 ? 0 : at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  // A text of one line that is shown on several: Enter sends its form, as in any line ------------------------------------
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || !event.target.matches?.('textarea[data-one-line]')) return;
    event.preventDefault();
    event.target.form.querySelector('button[type="submit"], button:not([type])')?.click();
  });

  // Forms --------------------------------------------------------------------------------------------------------------
  let unsaved = false;
  document.addEventListener('input', (event) => {
    if (event.target.form?.hasAttribute('data-guard-unsaved')) unsaved = true;
  });
  window.addEventListener('beforeunload', (event) => {
    if (unsaved) event.preventDefault();
  });

  const sent = new WeakSet();
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'post') return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    if (!filesFit(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    unsaved = false;
    // Marked after the button's own name and value have been taken into what is sent.
    setTimeout(() => {
      for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
    });
  });
  // Coming back with the browser's button shows the page as it was left; it may be sent again.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    for (const form of document.forms) sent.delete(form);
    for (const button of document.querySelectorAll('button[aria-disabled]')) button.removeAttribute('aria-disabled');
  });

  // A file too large gets its sentence beside the field without travelling first.
  const filesFit = (form) => {
    for (const input of form.querySelectorAll('input[type=file][data-max-bytes]')) {
      const limit = Number(input.dataset.maxBytes);
      const large = [...input.files].find((file) => file.size > limit);
      const id = `${input.id}-error`;
      document.getElementById(id)?.remove();
      if (!large) continue;
      const message = document.createElement('p');
      message.id = id;
      message.className = 'field-error';
      message.setAttribute('role', 'alert');
      message.textContent = `Tệp «${large.name}» nặng quá ${Math.floor(limit / 1048576)} MB. Hãy chọn tệp nhỏ hơn.`;
      input.before(message);
      input.setAttribute('aria-invalid', 'true');
      input.setAttribute('aria-describedby', id);
      input.focus();
      return false;
    }
    return true;
  };
})();
