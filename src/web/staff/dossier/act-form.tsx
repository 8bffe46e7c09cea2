/** The form of an act of the desk (biểu của một việc), drawn from the table of acts. */
import type { Refusal } from '../../../core/dossier/dossier.ts';
import { cautions } from '../../../core/process/availability.ts';
import type { DeskAct, DeskField, DeskFieldName } from '../../../core/process/desk-acts.ts';
import { formatLocal } from '../../../core/time/local-date-time.ts';
import type { ActRefused } from '../../../services/work/perform-act.ts';
import type { DossierView } from '../../../services/work/view-dossier.ts';
import {
  ActualTime,
  Button,
  ButtonRow,
  CheckboxField,
  DescriptionList,
  DueTag,
  ErrorSummary,
  Form,
  type FormState,
  MoneyField,
  Notice,
  PageHeading,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from '../../components/index.ts';
import { dossierHref } from '../inbox/inbox.tsx';

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

export interface ActFormProps {
  readonly view: DossierView;
  readonly act: DeskAct;
  readonly fields: readonly DeskField[];
  /** False where the act cannot be done now, whatever is filled in: then there is nothing to fill in. */
  readonly doable: boolean;
  readonly form: FormState;
  readonly refusals: readonly Refusal[];
  readonly defaults: Readonly<Partial<Record<DeskFieldName, string>>>;
  readonly notations: readonly string[];
  readonly onceKey?: string | undefined;
  /** The fields of an earlier time are unfolded from the start. */
  readonly late: boolean;
  readonly questions: ActRefused['questions'];
}

function Field({
  field,
  props,
  first,
}: {
  readonly field: DeskField;
  readonly props: ActFormProps;
  readonly first: boolean;
}) {
  const common = {
    name: field.name,
    label: capital(field.label),
    form: props.form,
    optional: !field.required,
    autofocus: first,
    ...(field.hint === undefined ? {} : { hint: field.hint }),
    ...(props.defaults[field.name] === undefined ? {} : { value: props.defaults[field.name] as string }),
  };
  switch (field.kind) {
    case 'text':
      return <TextField {...common} maxLength={field.max} />;
    case 'lines':
      return <TextArea {...common} rows={field.name === 'items' ? 5 : 3} maxLength={field.max} />;
    case 'dateTime':
      return (
        <TextField
          {...common}
          hint="Ngày, có thể kèm giờ: 05/09/2023 hoặc 05/09/2023 16:30; chỉ ngày là hết giờ làm việc"
          width={20}
          maxLength={20}
        />
      );
    case 'money':
      return <MoneyField {...common} />;
    case 'choice':
      return <RadioField {...common} choices={field.choices ?? []} />;
    case 'cause':
      return <SelectField {...common} choices={field.choices ?? []} empty="Chọn nguyên nhân" />;
    case 'officer':
      return (
        <SelectField
          {...common}
          empty="Chọn người"
          choices={props.view.officers
            .filter((officer) => props.view.stepRole === null || officer.roles.includes(props.view.stepRole))
            .map((officer) => ({
              value: officer.loginName,
              label: officer.position === '' ? officer.fullName : `${officer.fullName} – ${officer.position}`,
            }))}
        />
      );
    case 'checkbox':
      return <CheckboxField name={field.name} label={field.label} form={props.form} />;
    case 'notation':
      return (
        <>
          <TextField {...common} width={20} maxLength={field.max} list="ky-hieu" />
          <datalist id="ky-hieu">
            {props.notations.map((notation) => (
              <option key={notation} value={notation} />
            ))}
          </datalist>
        </>
      );
  }
}

function Refused({ refusals }: { readonly refusals: readonly Refusal[] }) {
  if (refusals.length === 0) return null;
  return (
    <Notice kind="error" live>
      <strong>Chưa làm được:</strong>
      <ul>
        {refusals.map((refusal) => (
          <li key={refusal.message}>
            {refusal.message}
            {refusal.legalBasis === undefined ? '' : ` (${refusal.legalBasis})`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What was typed for an act that somebody else has made impossible meanwhile, to be taken elsewhere. */
function Typed({ act, form }: Pick<ActFormProps, 'act' | 'form'>) {
  const facts = act.fields
    .filter(({ kind }) => kind === 'text' || kind === 'lines')
    .map(({ name, label }) => ({ term: capital(label), value: (form.typed[name]?.[0] ?? '').trim() }))
    .filter(({ value }) => value !== '');
  return facts.length === 0 ? null : <DescriptionList facts={facts} />;
}

export function ActPage(props: ActFormProps) {
  const { view, act } = props;
  const code = view.file.dossierCode;
  const applicant = view.people[0]?.fullName ?? '';
  return (
    <>
      <PageHeading title={act.label} note={act.explanation} />
      <div class="panel">
        <DescriptionList
          facts={[
            { term: 'Hồ sơ', value: `${code}${applicant === '' ? '' : `, ${applicant}`}` },
            { term: 'Thủ tục', value: view.procedureName },
            ...(view.file.context.dueAt === null
              ? []
              : [
                  {
                    term: 'Hạn trả',
                    value: (
                      <>
                        {formatLocal(view.file.context.dueAt)}{' '}
                        {view.standing === null ? null : <DueTag state={view.standing} />}
                      </>
                    ),
                  },
                ]),
          ]}
        />
        {props.doable ? <DoableAct {...props} /> : <RefusedAct {...props} />}
      </div>
    </>
  );
}

function RefusedAct({ view, act, form, refusals }: ActFormProps) {
  return (
    <>
      <Refused refusals={refusals} />
      <Typed act={act} form={form} />
      <ButtonRow>
        <Button kind="secondary" href={dossierHref(view.file.dossierCode)}>
          Quay lại
        </Button>
      </ButtonRow>
    </>
  );
}

function DoableAct(props: ActFormProps) {
  const { view, act } = props;
  const code = view.file.dossierCode;
  return (
    <>
      <ErrorSummary form={props.form} />
      {cautions(view.file.context, act, view.linked).map((text) => (
        <Notice key={text} kind="warning">
          {text}
        </Notice>
      ))}
      <Form
        action={`${dossierHref(code)}/viec/${act.slug}`}
        once
        guardUnsaved
        {...(props.onceKey === undefined ? {} : { onceKey: props.onceKey })}
      >
        {/* Before the first field, where the cursor stands: no key more for what happens now. */}
        <ActualTime form={props.form} open={props.late} questions={props.questions ?? {}} />
        {props.fields.map((field, index) => (
          <Field key={field.name} field={field} props={props} first={index === 0} />
        ))}
        <Refused refusals={props.refusals} />
        <ButtonRow>
          <Button kind={act.grave === true ? 'warning' : 'primary'}>{act.label}</Button>
          <Button kind="secondary" href={dossierHref(code)}>
            Quay lại
          </Button>
        </ButtonRow>
      </Form>
    </>
  );
}
