/** The form of a receipt: applicant, papers, fee, result on one page. */

import {
  IDENTITY_KINDS,
  IDENTITY_LABELS,
  PERSON_KIND_LABELS,
  PERSON_KINDS,
} from '../../../core/reception/applicant.ts';
import { feeQuestion } from '../../../core/reception/fees.ts';
import { PAPER_FORM_LABELS, PAPER_FORMS, paperField } from '../../../core/reception/papers.ts';
import { FILING_LABELS, RESULT_LABELS } from '../../../core/reception/receipt.ts';
import type { DeskProcedure } from '../../../services/reception/desk.ts';
import { FEE_EXEMPTIONS_FOR_DESK } from '../../../services/reception/exemptions.ts';
import type { MaskedPerson } from '../../../services/reception/find-people.ts';
import { fieldId } from '../../components/form.tsx';
import {
  ActualTime,
  Button,
  ButtonRow,
  CheckboxField,
  DescriptionList,
  ErrorSummary,
  Form,
  type FormState,
  MoneyField,
  Notice,
  PageHeading,
  RadioField,
  Section,
  SelectField,
  TextField,
} from '../../components/index.ts';
import { personHref } from '../person/href.ts';
import { ProcedureNote } from './procedure-note.tsx';
import { paperCount } from './receipt-form.ts';

export interface ReceiptPageProps {
  readonly procedure: DeskProcedure;
  readonly person: MaskedPerson | undefined;
  readonly form: FormState;
}

export function ReceiptPage({ procedure, person, form }: ReceiptPageProps) {
  const errors = Object.keys(form.errors).length > 0;
  return (
    <>
      <PageHeading title={procedure.name} note={<ProcedureNote procedure={procedure} />}>
        <Button kind="secondary" href="/tiep-nhan">
          Chọn thủ tục khác
        </Button>
      </PageHeading>
      <ErrorSummary form={form} title="Chưa tiếp nhận được, hãy sửa:" />
      <Form action="/tiep-nhan/moi" guardUnsaved>
        {/* Enter in any field means this button, the first of the form. */}
        <button type="submit" name="viec" value="xem" class="visually-hidden" tabIndex={-1} aria-hidden="true">
          Xem lại
        </button>
        <input type="hidden" name="procedureCode" value={procedure.code} />
        <input type="hidden" name="personId" value={person?.personId ?? ''} />
        <input
          type="hidden"
          name="correctsId"
          value={person === undefined ? (form.typed['correctsId']?.[0] ?? '') : ''}
        />
        <div class="columns columns-even">
          <div>
            {person === undefined ? (
              <NewPerson form={form} focus={!errors} />
            ) : (
              <KnownPerson person={person} procedure={procedure} form={form} />
            )}
            <Representative form={form} />
            <Filing procedure={procedure} form={form} />
            <ActualTime form={form} />
          </div>
          <div>
            <Papers procedure={procedure} form={form} focus={!errors && person !== undefined} />
            <Fee procedure={procedure} form={form} />
          </div>
        </div>
        <ButtonRow>
          <Button name="viec" value="xem">
            Xem lại và tính hạn
          </Button>
          <button
            type="submit"
            class="button button-secondary"
            formAction="/tiep-nhan/tra-lai"
            name="loai"
            value="completion"
          >
            Yêu cầu bổ sung (Mẫu 02)
          </button>
          <button
            type="submit"
            class="button button-secondary"
            formAction="/tiep-nhan/tra-lai"
            name="loai"
            value="refusal"
          >
            Từ chối (Mẫu 03)
          </button>
        </ButtonRow>
      </Form>
    </>
  );
}

function KnownPerson({
  person,
  procedure,
  form,
}: {
  readonly person: MaskedPerson;
  readonly procedure: DeskProcedure;
  readonly form: FormState;
}) {
  const error = form.errors['personId'];
  return (
    <Section title="Người nộp">
      {error === undefined ? null : <Notice kind="error">{error}</Notice>}
      <DescriptionList
        facts={[
          { term: 'Họ và tên', value: <strong>{person.fullName}</strong> },
          { term: IDENTITY_LABELS[person.identityKind], value: person.identityNumber },
          { term: 'Điện thoại', value: person.phone === '' ? 'chưa có' : person.phone },
          { term: 'Địa chỉ', value: person.address === '' ? 'chưa có' : person.address },
        ]}
      />
      <p>
        <a href={`/tiep-nhan/moi?thu-tuc=${encodeURIComponent(procedure.code)}`}>Chọn người khác</a> ·{' '}
        <button type="submit" class="as-link" formAction="/tiep-nhan/sua-nguoi">
          Xem đầy đủ và sửa
        </button>{' '}
        · <a href={personHref(person.personId)}>Trang người nộp</a>
      </p>
    </Section>
  );
}

function NewPerson({ form, focus }: { readonly form: FormState; readonly focus: boolean }) {
  // The number is what is typed first, unless the search has filled it in already.
  const corrects = form.typed['correctsId']?.[0] ?? '';
  const numberKnown = (form.typed['identityNumber']?.[0] ?? '') !== '';
  return (
    <Section title={corrects === '' ? 'Người nộp mới' : 'Sửa người nộp đã có'}>
      {corrects === '' ? null : (
        <p class="hint">
          Mục trong danh bạ và các hồ sơ của người này sẽ theo thông tin mới; phiếu đã in giữ nguyên.{' '}
          <a href={personHref(corrects)}>Trang người nộp</a>
        </p>
      )}
      <RadioField
        name="kind"
        label="Người nộp là"
        inline
        form={form}
        choices={PERSON_KINDS.map((value) => ({ value, label: PERSON_KIND_LABELS[value] }))}
      />
      <div class="field-row">
        <SelectField
          name="identityKind"
          label="Giấy tờ"
          form={form}
          choices={IDENTITY_KINDS.map((value) => ({ value, label: IDENTITY_LABELS[value] }))}
        />
        <TextField
          name="identityNumber"
          label="Số giấy tờ"
          form={form}
          inputMode="numeric"
          width={14}
          autofocus={focus && !numberKnown}
        />
      </div>
      <TextField name="fullName" label="Họ và tên, tên tổ chức" form={form} autofocus={focus && numberKnown} />
      <div class="field-row">
        <TextField name="phone" label="Điện thoại" form={form} inputMode="tel" width={14} />
        <TextField name="email" label="Thư điện tử" form={form} optional width={20} type="email" />
      </div>
      <TextField name="address" label="Địa chỉ" form={form} />
    </Section>
  );
}

function Representative({ form }: { readonly form: FormState }) {
  const used =
    (form.typed['byRepresentative'] ?? []).length > 0 ||
    ['repName', 'repIdentity', 'repPhone', 'repAuthority'].some((name) => form.errors[name] !== undefined);
  return (
    <details class="more" open={used}>
      <summary>Nộp thay: người được ủy quyền, người đại diện</summary>
      <CheckboxField name="byRepresentative" label="Có người nộp thay" form={form} />
      <TextField name="repName" label="Họ và tên người nộp thay" form={form} />
      <div class="field-row">
        <TextField name="repIdentity" label="Số căn cước" form={form} inputMode="numeric" width={14} />
        <TextField name="repPhone" label="Điện thoại" form={form} inputMode="tel" width={14} optional />
      </div>
      <TextField name="repAuthority" label="Văn bản ủy quyền hoặc quan hệ" form={form} />
    </details>
  );
}

function Papers({
  procedure,
  form,
  focus,
}: {
  readonly procedure: DeskProcedure;
  readonly form: FormState;
  readonly focus: boolean;
}) {
  const at = (name: string): string => form.typed[name]?.[0] ?? '';
  const lines = Array.from({ length: paperCount(form) }, (_, index) => index);
  return (
    <Section title="Thành phần hồ sơ">
      {procedure.papersSuggested ? (
        <p class="hint">Danh mục chưa ghi thành phần hồ sơ; đây là gợi ý, hãy sửa theo bản công bố.</p>
      ) : null}
      <CheckboxField name="allReceived" label="Đã nhận đủ giấy tờ bắt buộc" form={form} autofocus={focus} />
      <input type="hidden" name="paperCount" value={String(lines.length)} />
      <div class="table-scroll">
        <table class="papers">
          <thead>
            <tr>
              <th scope="col">Nhận</th>
              <th scope="col">Giấy tờ</th>
              <th scope="col">Loại bản</th>
              <th scope="col">Số bản</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((index) => {
              const name = at(paperField(index, 'name'));
              const label = name === '' ? `giấy tờ thứ ${index + 1}` : name;
              const wrong = (['name', 'form', 'copies'] as const)
                .map((part) => form.errors[paperField(index, part)])
                .filter((text) => text !== undefined);
              return (
                <tr key={index} class={wrong.length > 0 ? 'field-wrong' : undefined}>
                  <td>
                    <input
                      type="checkbox"
                      name={paperField(index, 'received')}
                      value="on"
                      checked={at(paperField(index, 'received')) !== ''}
                      aria-label={`Đã nhận: ${label}`}
                    />
                  </td>
                  <td>
                    {at(paperField(index, 'required')) === '' ? null : (
                      <input type="hidden" name={paperField(index, 'required')} value="on" />
                    )}
                    {wrong.length === 0 ? null : (
                      <p class="field-error" id={`${fieldId(paperField(index, 'name'))}-error`}>
                        {wrong.join(' ')}
                      </p>
                    )}
                    {/* Names of papers are long; a line that wraps shows all of it, and Enter still sends the form. */}
                    <textarea
                      id={fieldId(paperField(index, 'name'))}
                      name={paperField(index, 'name')}
                      value={name}
                      rows={name.length > 24 ? 2 : 1}
                      data-one-line
                      aria-label={`Tên giấy tờ thứ ${index + 1}${at(paperField(index, 'required')) === '' ? '' : ', bắt buộc'}`}
                      aria-invalid={wrong.length > 0 ? true : undefined}
                      aria-describedby={wrong.length > 0 ? `${fieldId(paperField(index, 'name'))}-error` : undefined}
                      autoComplete="off"
                    />
                  </td>
                  <td>
                    <select
                      id={fieldId(paperField(index, 'form'))}
                      name={paperField(index, 'form')}
                      aria-label={`Loại bản của ${label}`}
                    >
                      {PAPER_FORMS.map((value) => (
                        <option key={value} value={value} selected={at(paperField(index, 'form')) === value}>
                          {PAPER_FORM_LABELS[value]}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <input
                      class="width-2"
                      id={fieldId(paperField(index, 'copies'))}
                      name={paperField(index, 'copies')}
                      value={at(paperField(index, 'copies'))}
                      inputMode="numeric"
                      aria-label={`Số bản của ${label}`}
                      autoComplete="off"
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <button type="submit" class="as-link" name="viec" value="them">
        Thêm dòng giấy tờ
      </button>
    </Section>
  );
}

function Fee({ procedure, form }: { readonly procedure: DeskProcedure; readonly form: FormState }) {
  const question = feeQuestion(procedure.fee);
  if (question.kind === 'none') return null;
  return (
    <Section title={procedure.fee.kind === 'fee' ? 'Phí' : 'Lệ phí'}>
      <div class="field-row">
        <TextField name="feeCopies" label={`Số ${question.per}`} form={form} inputMode="numeric" width={4} />
        {question.byPages ? (
          <TextField name="feePages" label="Số trang mỗi bản" form={form} inputMode="numeric" width={4} />
        ) : null}
        {question.kind === 'typed' ? (
          <MoneyField name="feeAmount" label={`Mức thu một ${question.per}`} form={form} />
        ) : null}
        <SelectField
          name="feeExemption"
          label="Diện miễn"
          form={form}
          empty="Không miễn"
          choices={FEE_EXEMPTIONS_FOR_DESK.map(({ key, label }) => ({ value: key, label }))}
        />
      </div>
      {question.note === '' ? null : <p class="hint">{question.note}</p>}
    </Section>
  );
}

function Filing({ procedure, form }: { readonly procedure: DeskProcedure; readonly form: FormState }) {
  return (
    <Section title="Cách nộp và trả kết quả">
      <div class="field-row">
        <SelectField
          name="channel"
          label="Hình thức nộp"
          form={form}
          choices={procedure.channels.map((value) => ({ value, label: FILING_LABELS[value] }))}
        />
        <SelectField
          name="resultChannel"
          label="Nhận kết quả"
          form={form}
          choices={(['counter', 'post', 'online'] as const).map((value) => ({ value, label: RESULT_LABELS[value] }))}
        />
        <TextField name="sets" label="Số bộ" form={form} inputMode="numeric" width={2} />
      </div>
      <TextField
        name="resultAddress"
        label="Địa chỉ nhận kết quả qua bưu chính"
        hint="Để trống nếu gửi về địa chỉ của người nộp."
        form={form}
        optional
      />
      <TextField
        name="request"
        label="Nội dung yêu cầu"
        hint="Để trống nếu đúng như tên thủ tục."
        form={form}
        optional
      />
    </Section>
  );
}
