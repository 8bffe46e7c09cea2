/*
 * Passkeys: asks this site for a challenge, lets the browser and the key answer it, and sends the answer as a form. The
 * button stays hidden where the browser cannot do it.
 */
(() => {
  const kit = window.SimpleWebAuthnBrowser;
  for (const box of document.querySelectorAll('[data-passkey]')) {
    if (!kit?.browserSupportsWebAuthn()) continue;
    box.hidden = false;
    const form = box.querySelector('form');
    const problem = box.querySelector('[data-passkey-problem]');
    form.addEventListener('submit', async (event) => {
      const answer = form.elements.namedItem('answer');
      if (answer.value !== '') return;
      event.preventDefault();
      problem.textContent = '';
      try {
        const response = await fetch(box.dataset.passkey, {
          method: 'POST',
          headers: { 'X-Form-Token': form.elements.namedItem('_token').value, Accept: 'application/json' },
        });
        if (!response.ok) throw new Error(String(response.status));
        const optionsJSON = await response.json();
        const result =
          box.dataset.passkeyAct === 'register'
            ? await kit.startRegistration({ optionsJSON })
            : await kit.startAuthentication({ optionsJSON });
        answer.value = JSON.stringify(result);
        form.requestSubmit();
      } catch {
        problem.textContent = 'Khóa truy cập chưa được xác nhận. Hãy thử lại, hoặc dùng mã từ ứng dụng xác thực.';
      }
    });
  }
})();
