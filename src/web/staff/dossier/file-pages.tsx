/**
 * Files of a dossier on the web (tệp của hồ sơ): attaching, a look at them, removing. A file is served only under the type
 * that its content was found to have, and may neither run scripts nor be taken for another type.
 */
import { z } from 'zod';
import { ServiceError } from '../../../services/errors.ts';
import {
  attachFiles,
  FILE_PURPOSES,
  type OpenedFile,
  openFile,
  purposeLabel,
  removeFile,
  streamFile,
} from '../../../services/files/dossier-files.ts';
import {
  Button,
  ButtonRow,
  DescriptionList,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  PageHeading,
  TextField,
} from '../../components/index.ts';
import { type AppContext, type AppRouter, may, signedIn } from '../../env.ts';
import { choice, files, requiredText } from '../../forms/fields.ts';
import { readForm, withError } from '../../forms/read-form.ts';
import { flash } from '../../middleware/flash.ts';
import { requires } from '../../middleware/guard.ts';
import { page } from '../../page.tsx';
import { dossierHref } from '../inbox/inbox.tsx';
import { codeOf, refusalPage } from './answers.ts';
import { shownSize } from './parts.tsx';

const PURPOSES = FILE_PURPOSES.map((purpose) => purpose.value) as [string, ...string[]];
const ATTACH = z.object({ files: files('tệp', { min: 1, max: 10 }), purpose: choice('loại tệp', PURPOSES) });
const REMOVE = z.object({ reason: requiredText('lý do gỡ', 300) });

const open = (c: AppContext): Promise<OpenedFile> =>
  openFile(c.get('deps').installation, {
    user: signedIn(c),
    dossierCode: codeOf(c),
    fileId: (c.req.param('file') ?? '').slice(0, 40),
  });

/** Only pictures and PDF are shown in the browser; the rest is saved. */
const SHOWN: readonly string[] = ['image/png', 'image/jpeg', 'application/pdf'];

export function filePages(app: AppRouter, showDossier: (c: AppContext, form?: FormState) => Promise<Response>): void {
  app.post('/ho-so/:code/tep', requires('dossier.attachFile'), async (c) => {
    const read = await readForm(c, ATTACH);
    if (!read.ok) return showDossier(c, read.form);
    const { installation, random } = c.get('deps');
    try {
      const ids = await attachFiles(installation, random, {
        user: signedIn(c),
        dossierCode: codeOf(c),
        uploads: read.values.files,
        purpose: read.values.purpose,
        paper: '',
        formKey: read.onceKey,
      });
      flash(c, 'success', `Đã đính ${ids.length} tệp vào hồ sơ.`);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'BAD_FILE')
        return showDossier(c, withError(read.form, 'files', error.message));
      return refusalPage(c, error);
    }
    return c.redirect(`${dossierHref(codeOf(c))}#tep`, 303);
  });

  app.get('/ho-so/:code/tep/:file', requires('dossier.view'), (c) =>
    showFile(c, EMPTY_FORM).catch((error: unknown) => refusalPage(c, error)),
  );
  app.get('/ho-so/:code/tep/:file/noi-dung', requires('dossier.view'), async (c) => {
    try {
      return serveFile(c, await open(c));
    } catch (error) {
      return refusalPage(c, error);
    }
  });
  app.post('/ho-so/:code/tep/:file/go', requires('dossier.attachFile'), async (c) => {
    const read = await readForm(c, REMOVE);
    try {
      if (!read.ok) return await showFile(c, read.form);
      await removeFile(c.get('deps').installation, {
        user: signedIn(c),
        dossierCode: codeOf(c),
        fileId: (c.req.param('file') ?? '').slice(0, 40),
        reason: read.values.reason,
      });
      flash(c, 'success', 'Đã gỡ tệp; tên tệp và lý do vẫn ghi trong hồ sơ.');
      return c.redirect(`${dossierHref(codeOf(c))}#tep`, 303);
    } catch (error) {
      return refusalPage(c, error);
    }
  });
}

function serveFile(c: AppContext, file: OpenedFile): Response {
  const inline = SHOWN.includes(file.mediaType) && c.req.query('tai') === undefined;
  const plain = file.name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return new Response(streamFile(c.get('deps').installation, file), {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Length': String(file.sizeBytes),
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'X-Content-Type-Options': 'nosniff',
      // A PDF viewer does not start in a sandbox; it gets no script, frame or address to speak to.
      'Content-Security-Policy':
        file.mediaType === 'application/pdf'
          ? "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
          : "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
    },
  });
}

async function showFile(c: AppContext, form: FormState): Promise<Response> {
  const file = await open(c);
  const code = codeOf(c);
  const base = `${dossierHref(code)}/tep/${file.fileId}`;
  return page(
    c,
    {
      title: file.name,
      crumbs: [{ label: `Hồ sơ ${code}`, href: dossierHref(code) }, { label: 'Tệp' }],
      form,
    },
    <>
      <PageHeading title={file.name}>
        {file.mediaType === 'application/pdf' ? <Button href={`${base}/noi-dung`}>Mở PDF</Button> : null}
        <Button kind="secondary" href={`${base}/noi-dung?tai=1`}>
          Tải về
        </Button>
      </PageHeading>
      <DescriptionList
        facts={[
          { term: 'Loại', value: purposeLabel(file.purpose) },
          { term: 'Dung lượng', value: shownSize(file.sizeBytes) },
          { term: 'SHA-256', value: <code>{file.sha256}</code> },
        ]}
      />
      {file.mediaType.startsWith('image/') ? (
        <p>
          <img class="preview" src={`${base}/noi-dung`} alt={`Ảnh ${file.name}`} />
        </p>
      ) : null}
      {may(c, 'dossier.attachFile') ? (
        <div class="panel">
          <ErrorSummary form={form} />
          <details class="more no-print" open={Object.keys(form.errors).length > 0}>
            <summary>Gỡ tệp này</summary>
            <Form action={`${base}/go`}>
              <TextField name="reason" label="Lý do gỡ" form={form} maxLength={300} />
              <ButtonRow>
                <Button kind="warning">Gỡ tệp</Button>
              </ButtonRow>
            </Form>
          </details>
        </div>
      ) : null}
    </>,
  );
}
