/*
 * Passkeys: asks this site for a challenge, lets the browser and the key answer it, and sends the answer as a form. The
 * button stays hidden where the browser cannot do it.
 */
(() => {
  const kit = window.SimpleWebAuthnBrowser;
  const sentence = (act, error) => {
    if (act !== 'register') return 'Khóa truy cập chưa được xác nhận. Hãy thử lại, hoặc dùng mã từ ứng dụng xác thực.';
    // The browser's word for a device that holds one of this account's keys already.
    if (error?.name === 'InvalidStateError')
      return 'Máy hoặc khóa này đã có trong tài khoản rồi. Hãy dùng máy khác, khóa khác, hoặc quay lại.';
    return 'Chưa thêm được khóa: trình duyệt hoặc khóa chưa xác nhận. Hãy thử lại.';
  };
  for (const box of document.querySelectorAll('[data-passkey]')) {
    if (!kit?.browserSupportsWebAuthn()) continue;
    box.hidden = false;
    const form = box.querySelector('form');
    const problem = box.querySelector('[data-passkey-problem]');
    form.addEventListener('submit', async (event) => {
      const answer = form.elements.namedItem('answer');
      if (answer.value !== '') return;
      // Without its name the server refuses the key; asked first, the device would keep a key that nobody knows.
      if (form.elements.namedItem('label')?.value.trim() === '') return;
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
      } catch (error) {
        problem.textContent = sentence(box.dataset.passkeyAct, error);
      }
    });
  }
})();
