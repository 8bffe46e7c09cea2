/* The certification desk for those who have JavaScript: the fee while typing, the last applicants with the up arrow. */
(() => {
  const fields = document.querySelector('.line-fields[data-fee-at]');
  if (!fields) return;
  const form = fields.closest('form');
  const control = (name) => form.elements.namedItem(name);
  const output = form.querySelector('.line-fee');

  let asked = 0;
  let waiting;
  const askFee = async () => {
    const mine = ++asked;
    const query = new URLSearchParams(
      ['kind', 'pages', 'copies', 'payment'].map((name) => [name, control(name).value]),
    );
    try {
      const answer = await (await fetch(`${fields.dataset.feeAt}?${query}`, { credentials: 'same-origin' })).json();
      if (mine !== asked) return;
      output.textContent = answer.text;
      // Pages that do not matter are passed over by Tab; an e-copy is not offered where there is none.
      control('pages').readOnly = !answer.countsPages;
      control('pages').tabIndex = answer.countsPages ? 0 : -1;
      const electronic = control('eCopy');
      if (!answer.mayBeElectronic) electronic.checked = false;
      electronic.disabled = !answer.mayBeElectronic;
    } catch {
      output.textContent = '';
    }
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(askFee, 120);
  };
  fields.addEventListener('input', later);
  if (output) askFee();

  const applicants = [...(form.querySelector('template[data-applicants]')?.content.children ?? [])];
  const name = control('applicant');
  const sameAs = control('sameAs');
  let at = -1;
  if (!sameAs || applicants.length === 0) return;
  name.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const next = at + (event.key === 'ArrowUp' ? 1 : -1);
    if (next < -1 || next >= applicants.length) return;
    event.preventDefault();
    at = next;
    const who = applicants[at]?.dataset;
    name.value = who?.name ?? '';
    control('identityNumber').value = who?.identity ?? '';
    sameAs.value = who?.line ?? '';
  });
})();
