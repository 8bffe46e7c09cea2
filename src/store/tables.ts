/** The tables as Kysely sees them; column meanings are in the migrations. Instants are ISO text in UTC, dates are text. */
import type { ColumnType, Generated } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

export interface UnitRecordTable {
  unit_id: string;
  version: number;
  recorded_at: string;
  body: Json<unknown>;
}

export interface CatalogueSectorTable {
  home_unit_id: string;
  sector_key: string;
  version: number;
  position: number;
  name: string;
  effective_from: string;
  effective_through: string | null;
  recorded_at: string;
}

export interface ProcedureVersionTable {
  home_unit_id: string;
  procedure_code: string;
  version: number;
  sector_key: string;
  name: string;
  effective_from: string;
  effective_through: string | null;
  recorded_at: string;
  vertical_agency: boolean;
  body: Json<unknown>;
}

export interface DossierEventTable {
  home_unit_id: string;
  dossier_id: string;
  sequence: number;
  act: string;
  happened_at: string;
  recorded_at: string;
  actor: string;
  audit_sequence: number;
  retracts: Generated<number[]>;
  data: Json<unknown>;
}

export interface DossierTable {
  home_unit_id: string;
  dossier_id: string;
  dossier_code: string;
  procedure_code: string;
  procedure_version: number | null;
  sector_key: string;
  business_state: string;
  payment_state: string;
  hand_over_state: string;
  synchronisation_state: string;
  national_status: number;
  parent_dossier_id: string | null;
  received_at: string | null;
  due_at: string | null;
  last_sequence: number;
  ledger_digest: string | null;
  recorded_at: string;
  search_ordinal: number | null;
  papers_waiting: number;
}

export interface DossierPersonTable {
  home_unit_id: string;
  dossier_id: string;
  role: string;
  full_name: string;
  identity_number: string;
  phone: string;
  other: Json<unknown>;
  recorded_at: string;
}

export interface DossierFactTable {
  home_unit_id: string;
  dossier_id: string;
  received_at: string;
  due_at: string;
  resolved_at: string | null;
  cancelled_at: string | null;
  handed_over_at: string | null;
  paid_online_at: string | null;
  active_until: string;
  recorded_from: string;
  fee_due: number;
  paid_online_amount: number;
  linked_child: boolean;
  vertical_agency: boolean;
  copy_certification: boolean;
  certified_e_copy: boolean;
  result_digitised: boolean;
  channel: string;
  hand_over_channel: string | null;
  sector_key: string;
  procedure_code: string;
  dossier_code: string;
  suspended_during: string | null;
  lapsed_during: string | null;
  /** The unit's number: belongs to `home_unit_id`. */
  home_number: number;
}

export interface UnitNumberTable {
  unit_id: string;
  number: Generated<number>;
}

export interface DossierFactHistoryTable extends DossierFactTable {
  recorded_to: string;
}

export interface OutboxTable {
  home_unit_id: string;
  outbox_id: string;
  topic: string;
  idempotency_key: string;
  payload: Json<unknown>;
  recorded_at: string;
  delivered_at: string | null;
}

export interface ImportBatchTable {
  home_unit_id: string;
  batch_id: string;
  recorded_at: string;
  actor: string;
  file_name: string;
  file_digest: string;
  rows_read: number;
  rows_new: number;
  rows_changed: number;
  rows_same: number;
}

export interface RegisterEntryTable {
  home_unit_id: string;
  kind: string;
  entry_id: string;
  version: number;
  happened_on: string;
  recorded_at: string;
  removed: Generated<boolean>;
  payload: Json<unknown>;
}

export interface UnitSettingTable {
  home_unit_id: string;
  key: string;
  effective_from: string;
  version: number;
  recorded_at: string;
  value: Json<unknown>;
}

export interface ReportVersionTable {
  home_unit_id: string;
  period_id: string;
  version: number;
  as_of: string;
  recorded_through: string;
  closed_at: string;
  closed_by: string;
  reason: string;
  definition_hash: string;
  definition: string;
  model: string;
  cells: string;
  differences: string;
}

export interface AuditEntryTable {
  home_unit_id: string;
  sequence: number;
  recorded_at: string;
  actor: string;
  act: string;
  detail: Json<unknown>;
  event_count: number;
  events_digest: string;
  previous_hash: string;
  hash: string;
  dossier_code: ColumnType<string | null, never, never>;
}

export interface AuditHeadTable {
  home_unit_id: string;
  sequence: number;
  hash: string;
  recorded_at: string;
}

export interface AccountTable {
  home_unit_id: string;
  account_id: string;
  login_name: string;
  full_name: string;
  position: string;
  roles: string[];
  password_hash: string | null;
  must_change_password: boolean;
  totp_secret: string | null;
  totp_last_step: number | null;
  oidc_subject: string | null;
  disabled: Generated<boolean>;
  failed_attempts: Generated<number>;
  locked_until: string | null;
  version: number;
  recorded_at: string;
}

export interface AccountPasskeyTable {
  home_unit_id: string;
  credential_id: string;
  account_id: string;
  public_key: Uint8Array;
  counter: number;
  transports: string[];
  label: string;
  recorded_at: string;
  last_used_at: string | null;
}

export interface AccountRecoveryCodeTable {
  home_unit_id: string;
  account_id: string;
  code_hash: string;
  used_at: string | null;
}

export interface AccountSessionTable {
  home_unit_id: string;
  token_hash: string;
  session_id: string;
  account_id: string;
  stage: string;
  method: string;
  address: string;
  agent: string;
  began_at: string;
  last_seen_at: string;
  expires_at: string;
  ended_at: string | null;
  pending: string | null;
}

export interface SignInThrottleTable {
  home_unit_id: string;
  subject: string;
  failures: number;
  began_at: string;
}

export interface SignInChallengeTable {
  home_unit_id: string;
  challenge_hash: string;
  purpose: string;
  body: string;
  expires_at: string;
}

export interface FormAnswerTable {
  home_unit_id: string;
  account_id: string;
  form_key: string;
  act: string;
  answer: Json<unknown> | null;
  recorded_at: string;
}

export interface DossierSearchWordTable {
  home_unit_id: string;
  block: number;
  word: string;
  members: Buffer;
}

export interface ReportIssueTable {
  home_unit_id: string;
  period_id: string;
  version: number;
  issue: number;
  document_number: string;
  document_date: string;
  recorded_at: string;
  actor: string;
}

export interface ReportSignatureTable {
  home_unit_id: string;
  period_id: string;
  version: number;
  issue: number;
  place: number;
  role: string;
  signer: string;
  certificate: Json<unknown>;
  signed_at: string;
  recorded_at: string;
  actor: string;
  file_name: string;
  sha256: string;
  bytes: Buffer;
}

export interface PersonTable {
  home_unit_id: string;
  person_id: string;
  kind: string;
  full_name: string;
  identity_kind: string;
  identity_number: string;
  phone: string;
  email: string;
  address: string;
  recorded_at: string;
  last_seen_at: string;
  joined_into: string | null;
}

export interface PersonChangeTable {
  home_unit_id: string;
  person_id: string;
  change_number: number;
  kind: string;
  before: Json<unknown>;
  after: Json<unknown>;
  former_number: string;
  other_person_id: string | null;
  reason: string;
  actor: string;
  actor_name: string;
  recorded_at: string;
}

export interface PersonWordTable {
  home_unit_id: string;
  word: string;
  person_id: string;
}

export interface DossierCodeCounterTable {
  home_unit_id: string;
  agency: string;
  day: string;
  last_number: number;
}

export interface DossierReceptionTable {
  home_unit_id: string;
  dossier_id: string;
  person_id: string | null;
  procedure_code: string;
  procedure_name: string;
  request: string;
  sets: number;
  result_channel: string;
  result_address: string;
  authority: string;
  authority_part: string;
  submitted_at: string | null;
  officer: string;
  officer_name: string;
  recorded_at: string;
}

export interface DossierPaperTable {
  home_unit_id: string;
  dossier_id: string;
  position: number;
  name: string;
  form: string;
  copies: number;
  required: boolean;
  received: boolean;
  recorded_at: string;
}

export interface DossierFeeTable {
  home_unit_id: string;
  dossier_id: string;
  position: number;
  schedule_key: string;
  label: string;
  kind: string;
  per: string;
  pages: number;
  copies: number;
  full_amount: number;
  amount: number;
  exemption: string;
  exemption_label: string;
  legal_basis: string;
  recorded_at: string;
}

export interface SlipTable {
  home_unit_id: string;
  slip_kind: string;
  year: number;
  number: number;
  dossier_id: string | null;
  issued_at: string;
  recorded_at: string;
  actor: string;
  body: Json<unknown>;
}

export interface ProcedureFavouriteTable {
  home_unit_id: string;
  account_id: string;
  procedure_code: string;
  recorded_at: string;
}

export interface DossierTaskTable {
  home_unit_id: string;
  dossier_id: string;
  task_number: number;
  kind: string;
  step: number;
  name: string;
  role: string;
  output: string;
  assignee: string | null;
  state: string;
  opened_at: string;
  due_at: string | null;
  done_at: string | null;
  done_by: number | null;
  outcome: string | null;
}

export interface DossierNoteTable {
  home_unit_id: string;
  dossier_id: string;
  note_id: string;
  body: string;
  author: string;
  recorded_at: string;
  withdrawn_at: string | null;
}

export interface HandOverRecordTable {
  home_unit_id: string;
  dossier_id: string;
  event_sequence: number;
  recipient_name: string;
  recipient_identity: string;
  relation: string;
  tracking_number: string;
  recorded_at: string;
}

export interface DocumentBookTable {
  home_unit_id: string;
  notation: string;
  year: number;
  last_number: number;
}

export interface NumberedDocumentTable {
  home_unit_id: string;
  notation: string;
  year: number;
  number: number;
  dossier_id: string;
  purpose: string;
  numbered_by: string;
  numbered_at: string;
  recorded_at: string;
  voided_at: string | null;
  void_reason: string | null;
}

export interface StoredFileTable {
  home_unit_id: string;
  sha256: string;
  media_type: string;
  size_bytes: number;
  recorded_at: string;
}

export interface StoredFilePartTable {
  home_unit_id: string;
  sha256: string;
  part: number;
  bytes: Buffer;
}

export interface DossierFileTable {
  home_unit_id: string;
  dossier_id: string;
  file_id: string;
  sha256: string;
  name: string;
  purpose: string;
  paper: string;
  uploaded_by: string;
  recorded_at: string;
  removed_at: string | null;
  removed_by: string | null;
  removal_reason: string | null;
}

export interface CertificationEntryTable {
  home_unit_id: string;
  book: string;
  year: number;
  number: number;
  version: number;
  kind: string;
  entered_on: string;
  entered_at: string;
  applicant: string;
  identity_number: string;
  document_name: string;
  pages: number;
  copies: number;
  e_copy_number: number | null;
  e_copy_voided: boolean;
  payment: string;
  fee: number;
  signer: string;
  note: string;
  dossier_id: string;
  dossier_code: string;
  void_reason: string;
  officer: string;
  officer_name: string;
  recorded_at: string;
}

export interface CertificationVersionTable {
  home_unit_id: string;
  book: string;
  year: number;
  number: number;
  version: number;
  reason: string;
  body: Json<unknown>;
  actor: string;
  actor_name: string;
  recorded_at: string;
}

export interface DigitisedPaperTable {
  home_unit_id: string;
  paper_id: string;
  dossier_id: string;
  dossier_code: string;
  kind: string;
  name: string;
  form: string;
  state: string;
  document_number: string;
  issued_on: string | null;
  valid_through: string | null;
  applicant: string;
  identity_number: string;
  source_paper_id: string | null;
  file_sha256: string;
  officer: string;
  recorded_at: string;
  version: number;
  file_id: string | null;
  required_paper: string;
  kept_elsewhere: string;
  void_reason: string;
}

export interface DigitisedPaperVersionTable {
  home_unit_id: string;
  paper_id: string;
  version: number;
  reason: string;
  body: Json<unknown>;
  actor: string;
  actor_name: string;
  recorded_at: string;
}

export interface DigitisedPaperWordTable {
  home_unit_id: string;
  word: string;
  paper_id: string;
}

export interface Database {
  unit_record: UnitRecordTable;
  catalogue_sector: CatalogueSectorTable;
  procedure_version: ProcedureVersionTable;
  dossier_event: DossierEventTable;
  dossier: DossierTable;
  dossier_person: DossierPersonTable;
  unit_number: UnitNumberTable;
  dossier_fact: DossierFactTable;
  dossier_fact_history: DossierFactHistoryTable;
  outbox: OutboxTable;
  import_batch: ImportBatchTable;
  register_entry: RegisterEntryTable;
  unit_setting: UnitSettingTable;
  report_version: ReportVersionTable;
  audit_entry: AuditEntryTable;
  audit_head: AuditHeadTable;
  account: AccountTable;
  account_passkey: AccountPasskeyTable;
  account_recovery_code: AccountRecoveryCodeTable;
  account_session: AccountSessionTable;
  sign_in_throttle: SignInThrottleTable;
  sign_in_challenge: SignInChallengeTable;
  form_answer: FormAnswerTable;
  dossier_search_word: DossierSearchWordTable;
  report_issue: ReportIssueTable;
  report_signature: ReportSignatureTable;
  person: PersonTable;
  person_word: PersonWordTable;
  person_change: PersonChangeTable;
  dossier_code_counter: DossierCodeCounterTable;
  dossier_reception: DossierReceptionTable;
  dossier_paper: DossierPaperTable;
  dossier_fee: DossierFeeTable;
  slip: SlipTable;
  procedure_favourite: ProcedureFavouriteTable;
  dossier_task: DossierTaskTable;
  dossier_note: DossierNoteTable;
  hand_over_record: HandOverRecordTable;
  document_book: DocumentBookTable;
  numbered_document: NumberedDocumentTable;
  stored_file: StoredFileTable;
  stored_file_part: StoredFilePartTable;
  dossier_file: DossierFileTable;
  certification_entry: CertificationEntryTable;
  certification_version: CertificationVersionTable;
  digitised_paper: DigitisedPaperTable;
  digitised_paper_version: DigitisedPaperVersionTable;
  digitised_paper_word: DigitisedPaperWordTable;
}
