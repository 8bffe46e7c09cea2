/**
 * Who may do what (phân quyền): role × act × jurisdiction, in one table. Screens ask it what to show, and the server asks
 * it again before it acts. What is not in the table is forbidden.
 */

/** Vai trò of an officer, in the order in which a dossier meets them. */
export const ROLES = [
  'receptionist',
  'specialist',
  'leader',
  'clerk',
  'cashier',
  'reportingOfficer',
  'unitAdministrator',
] as const;
export type Role = (typeof ROLES)[number];

/** As screens and documents name them. */
export const ROLE_LABELS = {
  receptionist: 'Cán bộ tiếp nhận',
  specialist: 'Chuyên môn',
  leader: 'Lãnh đạo',
  clerk: 'Văn thư',
  cashier: 'Thu ngân',
  reportingOfficer: 'Cán bộ báo cáo',
  unitAdministrator: 'Quản trị đơn vị',
} as const satisfies Record<Role, string>;

/** What a role is there for, in a few words; the table below says it exactly. */
export const ROLE_DUTIES = {
  receptionist: 'Tiếp nhận, hướng dẫn, yêu cầu bổ sung, trả kết quả tại quầy',
  specialist: 'Thẩm định, giải quyết hồ sơ, dự thảo kết quả',
  leader: 'Phân công, phê duyệt, ký kết quả và báo cáo',
  clerk: 'Cho số, đóng dấu, phát hành kết quả',
  cashier: 'Thu và hoàn phí, lệ phí',
  reportingOfficer: 'Lập báo cáo, chốt số liệu, ghi các sổ kiểm soát thủ tục hành chính',
  unitAdministrator: 'Quản lý tài khoản, danh mục, cài đặt; không xem hồ sơ',
} as const satisfies Record<Role, string>;

/** Every act (hành vi) that a person of the unit may do, with the roles that may. */
export const PERMISSIONS = {
  'dossier.view': ['receptionist', 'specialist', 'leader', 'clerk', 'cashier', 'reportingOfficer'],
  'dossier.search': ['receptionist', 'specialist', 'leader', 'clerk', 'cashier', 'reportingOfficer'],
  'person.viewUnmasked': ['receptionist', 'specialist', 'leader'],
  'dossier.receive': ['receptionist'],
  'dossier.refuse': ['receptionist'],
  'dossier.requestSupplement': ['receptionist', 'specialist'],
  'dossier.supplement': ['receptionist'],
  'dossier.assign': ['receptionist', 'leader'],
  'dossier.takeOver': ['leader'],
  'dossier.process': ['specialist', 'leader'],
  'dossier.note': ['receptionist', 'specialist', 'leader', 'clerk', 'cashier'],
  'dossier.attachFile': ['receptionist', 'specialist', 'leader', 'clerk'],
  'dossier.suspend': ['specialist', 'leader'],
  'dossier.resume': ['receptionist', 'specialist', 'leader'],
  'dossier.reschedule': ['specialist', 'leader'],
  'dossier.discontinue': ['specialist', 'leader'],
  'dossier.withdraw': ['receptionist'],
  'dossier.explainOverdue': ['specialist', 'leader'],
  'dossier.draftResult': ['specialist'],
  'dossier.approve': ['leader'],
  'dossier.number': ['clerk'],
  'dossier.issue': ['clerk'],
  'dossier.handOver': ['receptionist'],
  'dossier.correct': ['receptionist', 'reportingOfficer'],
  'dossier.print': ['receptionist', 'specialist', 'leader', 'clerk'],
  'payment.view': ['receptionist', 'cashier', 'leader', 'reportingOfficer'],
  'payment.record': ['cashier'],
  'payment.refund': ['cashier'],
  'certification.register': ['receptionist', 'specialist'],
  'certification.view': ['receptionist', 'specialist', 'leader', 'clerk', 'cashier', 'reportingOfficer'],
  'digitisation.record': ['receptionist', 'specialist', 'clerk'],
  'digitisation.view': ['receptionist', 'specialist', 'leader', 'clerk', 'reportingOfficer'],
  'dashboard.view': ['receptionist', 'specialist', 'leader', 'clerk', 'cashier', 'reportingOfficer'],
  'report.view': ['leader', 'clerk', 'reportingOfficer'],
  'report.build': ['reportingOfficer'],
  'report.close': ['reportingOfficer'],
  'report.number': ['clerk'],
  'report.sign': ['leader'],
  'report.seal': ['clerk'],
  'register.view': ['leader', 'reportingOfficer'],
  'register.edit': ['reportingOfficer'],
  'catalogue.view': [
    'receptionist',
    'specialist',
    'leader',
    'clerk',
    'cashier',
    'reportingOfficer',
    'unitAdministrator',
  ],
  'catalogue.edit': ['reportingOfficer', 'unitAdministrator'],
  'setting.view': ['leader', 'reportingOfficer', 'unitAdministrator'],
  'setting.edit': ['unitAdministrator'],
  'user.manage': ['unitAdministrator'],
  'audit.view': ['leader', 'unitAdministrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof PERMISSIONS;
export const ACTS = Object.keys(PERMISSIONS) as readonly Act[];

/** As the permission matrix and refusals name them. */
export const ACT_LABELS = {
  'dossier.view': 'Xem hồ sơ',
  'dossier.search': 'Tìm hồ sơ',
  'person.viewUnmasked': 'Xem đầy đủ số giấy tờ, điện thoại của người nộp',
  'dossier.receive': 'Tiếp nhận hồ sơ',
  'dossier.refuse': 'Từ chối tiếp nhận',
  'dossier.requestSupplement': 'Yêu cầu bổ sung',
  'dossier.supplement': 'Nhận giấy tờ bổ sung',
  'dossier.assign': 'Phân công xử lý',
  'dossier.takeOver': 'Chuyển việc của người vắng',
  'dossier.process': 'Xử lý hồ sơ',
  'dossier.note': 'Ghi chú vào hồ sơ',
  'dossier.attachFile': 'Đính kèm tệp',
  'dossier.suspend': 'Tạm dừng tính thời hạn',
  'dossier.resume': 'Tiếp tục tính thời hạn',
  'dossier.reschedule': 'Xin lỗi và hẹn lại ngày trả',
  'dossier.discontinue': 'Dừng giải quyết',
  'dossier.withdraw': 'Rút hồ sơ theo đề nghị của người nộp',
  'dossier.explainOverdue': 'Ghi nguyên nhân quá hạn',
  'dossier.draftResult': 'Dự thảo kết quả',
  'dossier.approve': 'Phê duyệt, ký',
  'dossier.number': 'Cho số, đóng dấu',
  'dossier.issue': 'Phát hành kết quả',
  'dossier.handOver': 'Trả kết quả',
  'dossier.correct': 'Đính chính dữ liệu hồ sơ',
  'dossier.print': 'In phiếu, sổ của hồ sơ',
  'payment.view': 'Xem khoản thu',
  'payment.record': 'Thu phí, lệ phí',
  'payment.refund': 'Hoàn phí, lệ phí',
  'certification.register': 'Vào sổ chứng thực',
  'certification.view': 'Xem sổ chứng thực',
  'digitisation.record': 'Ghi nhận số hóa',
  'digitisation.view': 'Xem tình trạng số hóa',
  'dashboard.view': 'Xem tổng quan',
  'report.view': 'Xem báo cáo',
  'report.build': 'Lập báo cáo',
  'report.close': 'Chốt số liệu',
  'report.number': 'Cho số, ngày báo cáo',
  'report.sign': 'Ký báo cáo',
  'report.seal': 'Ký số của cơ quan trên báo cáo',
  'register.view': 'Xem các sổ kiểm soát thủ tục hành chính',
  'register.edit': 'Ghi các sổ kiểm soát thủ tục hành chính',
  'catalogue.view': 'Xem danh mục thủ tục hành chính',
  'catalogue.edit': 'Sửa danh mục thủ tục hành chính',
  'setting.view': 'Xem cài đặt của đơn vị',
  'setting.edit': 'Sửa cài đặt của đơn vị',
  'user.manage': 'Quản lý tài khoản',
  'audit.view': 'Xem nhật ký',
} as const satisfies Record<Act, string>;

/** What permission is decided from: the unit that a user belongs to (thẩm quyền) and the roles held there. */
export interface Actor {
  readonly unitId: string;
  readonly roles: readonly Role[];
}

/**
 * Whether a user may do an act on something of a unit (thẩm quyền: đơn vị mình, không đơn vị nào khác).
 * @param unitId the unit that the thing belongs to
 */
export function permits(actor: Actor, act: Act, unitId: string): boolean {
  if (actor.unitId !== unitId) return false;
  const allowed: readonly Role[] = PERMISSIONS[act];
  return actor.roles.some((role) => allowed.includes(role));
}

/** All acts that an actor may do in the own unit, in the order of the table. */
export function permittedActs(actor: Actor): readonly Act[] {
  return ACTS.filter((act) => permits(actor, act, actor.unitId));
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
