/**
 * What can go wrong between the program and its data, said once, in Vietnamese, to the person at the machine:
 * what is wrong, where, what to do. Every refusal of the store is a {@link StoreError}; anything else is a bug.
 */

export type StoreErrorCode =
  // the data folder
  | 'notOurFolder'
  | 'notAFolder'
  | 'newerFormat'
  | 'damagedFolder'
  | 'noPermission'
  | 'readOnlyDisk'
  | 'diskFull'
  | 'pathTooLong'
  | 'pathUnusable'
  | 'busy'
  // the engine
  | 'engineMissing'
  | 'engineUnusable'
  | 'engineVersion'
  | 'cannotLeaveRoot'
  | 'accountUnknown'
  | 'serverFailed'
  // a server of one's own (DATABASE_URL)
  | 'badUrl'
  | 'unreachable'
  | 'wrongPassword'
  | 'noDatabase'
  | 'serverTooOld'
  | 'badEncoding'
  | 'tooManyConnections'
  | 'missingRight'
  | 'unsafeRole'
  | 'serverStopped'
  // migrations
  | 'newerData'
  | 'migrationChanged'
  | 'migrationMissing'
  | 'migrationFolder'
  | 'migrationFailed'
  // backup
  | 'backupTarget'
  | 'backupDamaged'
  | 'backupVersion'
  | 'backupElsewhere'
  | 'folderHasData';

/** A refusal of the store. `message` is one Vietnamese sentence for the user; `exitCode` is that of bad input. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly exitCode = 2;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}

/** The `code` of a system or database error (`ENOSPC`, `53100`), or the empty string. */
export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return '';
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** A failure of the file system at `path` in the user's words; any other error comes back unchanged. */
export function explainFileError(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return diskFull(`«${path}»`, error);
    case 'EACCES':
    case 'EPERM':
      return new StoreError(
        'noPermission',
        `Không có quyền ghi vào «${path}»: hãy chạy bằng tài khoản sở hữu thư mục này, hoặc chọn thư mục khác bằng --data.`,
        error,
      );
    case 'EROFS':
      return new StoreError(
        'readOnlyDisk',
        `Ổ đĩa chứa «${path}» chỉ cho đọc: hãy chọn thư mục trên ổ đĩa ghi được bằng --data.`,
        error,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StoreError(
        'notAFolder',
        `«${path}» không phải là thư mục: hãy chỉ --data tới một thư mục, hoặc tới tên chưa có để chương trình tạo mới.`,
        error,
      );
    // A file system that keeps no folders of ours, such as /proc, says «not there» of what it will not make.
    case 'ENOENT':
    case 'EINVAL':
    case 'ENOTSUP':
      return new StoreError('pathUnusable', `Không tạo được «${path}» ở đó: hãy chọn thư mục khác bằng --data.`, error);
    case 'ENAMETOOLONG':
      return pathTooLong(path, error);
    case 'ELOOP':
      return new StoreError(
        'pathUnusable',
        `Đường dẫn «${path}» đi vòng qua các liên kết: hãy chọn thư mục khác bằng --data.`,
        error,
      );
    default:
      return error;
  }
}

/** @param place what lies on the disk: a path in quotation marks, or a server and its database */
export function diskFull(place: string, cause?: unknown): StoreError {
  return new StoreError(
    'diskFull',
    `Ổ đĩa chứa ${place} đã đầy: hãy giải phóng chỗ trống rồi làm lại; những gì đã báo xong vẫn còn nguyên.`,
    cause,
  );
}

export function pathTooLong(path: string, cause?: unknown): StoreError {
  return new StoreError(
    'pathTooLong',
    `Đường dẫn thư mục dữ liệu quá dài (${Buffer.byteLength(path)} byte): hãy chọn thư mục có đường dẫn ngắn hơn bằng --data («${path.slice(0, 60)}…»).`,
    cause,
  );
}

/**
 * A failure reported by a running database in the user's words; any other error comes back unchanged.
 * @param where the folder or the server, without its password, as the user knows it
 */
export function explainDatabaseError(error: unknown, where: string): unknown {
  if (error instanceof StoreError) return error;
  switch (codeOf(error)) {
    case '53100':
      return diskFull(where, error);
    case '53300':
      return new StoreError(
        'tooManyConnections',
        `Máy chủ dữ liệu tại ${where} đã hết số kết nối cho phép: hãy đóng bớt chương trình đang dùng nó hoặc tăng max_connections.`,
        error,
      );
    case '42501':
      return new StoreError(
        'missingRight',
        `Tài khoản cơ sở dữ liệu tại ${where} thiếu quyền (${messageOf(error)}): hãy nhờ người quản trị cấp quyền rồi chạy lại.`,
        error,
      );
    case '57P01':
    case '57P02':
    case '57P03':
      return serverStopped(where, error);
    default:
      // A quota or a limit on the size of files has no code of its own.
      return /No space left on device|Disk quota exceeded|File too large/.test(messageOf(error))
        ? diskFull(where, error)
        : error;
  }
}

export function serverStopped(where: string, cause?: unknown): StoreError {
  return new StoreError(
    'serverStopped',
    `Máy chủ dữ liệu tại ${where} vừa dừng hoặc đang khởi động lại: hãy đợi ít phút rồi làm lại; những gì đã báo xong vẫn còn nguyên.`,
    cause,
  );
}
