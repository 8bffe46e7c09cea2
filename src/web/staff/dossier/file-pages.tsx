/** Files of a dossier on the web (tệp của hồ sơ): attaching, a look at them, removing. */
import { z } from 'zod';
import { ServiceError } from '../../../services/errors.ts';
import {
  attachFiles,
  FILE_PURPOSES,
  type OpenedFile,
  openFile,
  purposeLabel,
  removeFile,
} from '../../../services/files/dossier-files.ts';
import {
  Button,
  ButtonRow,
  DescriptionList,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  Notice,
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
import { serveFile } from './serve-file.ts';

const PURPOSES = FILE_PURPOSES.map((purpose) => purpose.value) as [string, ...string[]];
const ATTACH = z.object({ files: files('tệp', { min: 1, max: 10 }), purpose: choice('loại tệp', PURPOSES) });
const REMOVE = z.object({ reason: requiredText('lý do gỡ', 300) });

const open = (c: AppContext): Promise<OpenedFile> =>
  openFile(c.get('deps').installation, {
    user: signedIn(c),
    dossierCode: codeOf(c),
    fileId: (c.req.param('file') ?? '').slice(0, 40),
  });

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
      if (error instanceof ServiceError && error.code === 'FILE_IN_USE')
        return await showFile(c, withError(read.form, '', error.message));
      return refusalPage(c, error);
    }
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
          { term: 'SHA-256', value: <code class="digest">{file.sha256}</code> },
          ...file.backs.map((paper) => ({
            term: 'Bản số của',
            value: may(c, 'digitisation.view') ? (
              <a href={`/so-hoa/giay/${paper.paperId}`}>{paper.name}</a>
            ) : (
              paper.name
            ),
          })),
        ]}
      />
      {file.mediaType.startsWith('image/') ? (
        <p>
          <img class="preview" src={`${base}/noi-dung`} alt={`Ảnh ${file.name}`} />
        </p>
      ) : null}
      <ErrorSummary form={form} />
      {may(c, 'dossier.attachFile') && file.backs.length > 0 ? (
        <Notice kind="info">
          Tệp này là bản số của giấy tờ nên không gỡ riêng được. Quét nhầm thì đính chính hoặc hủy giấy tờ đó; tệp được
          gỡ cùng lúc.
        </Notice>
      ) : null}
      {may(c, 'dossier.attachFile') && file.backs.length === 0 ? (
        <div class="panel">
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
