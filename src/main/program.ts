/** The command line as commander sees it: names, options and help, in Vietnamese. What a command does is its own file. */
import { Command, type CommanderError, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from '../cli/io.ts';

export type Handler = (context: CommandContext) => Promise<number>;

/** Set by the command that was chosen; run by the caller, who owns opening and closing. */
export interface Chosen {
  handler?: Handler;
}

const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('phải là số nguyên từ 1 trở lên.');
  return value;
};

const port = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('phải là số từ 0 đến 65535.');
  return value;
};

const TITLES: Record<string, string> = {
  'Usage:': 'Cách dùng:',
  'Arguments:': 'Tham số:',
  'Options:': 'Tùy chọn:',
  'Commands:': 'Các lệnh:',
  'Global Options:': 'Tùy chọn chung:',
};

function vietnamese(command: Command): Command {
  return command
    .helpOption('-h, --help', 'xem hướng dẫn')
    .helpCommand('help [lệnh]', 'xem hướng dẫn của một lệnh')
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
    .exitOverride();
}

/** What commander says in English, said in Vietnamese. */
export function usageMessage(error: CommanderError): string {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const detail = error.message.split(/ is invalid\. |\. /).at(-1) ?? '';
  switch (error.code) {
    case 'commander.unknownCommand':
      return `Không có lệnh «${quoted}». Xem các lệnh: motcua --help`;
    case 'commander.unknownOption':
      return `Không có tùy chọn «${quoted}». Xem hướng dẫn với --help.`;
    case 'commander.missingArgument':
      return `Thiếu tham số «${quoted}». Xem hướng dẫn với --help.`;
    case 'commander.missingMandatoryOptionValue':
      return `Thiếu tùy chọn bắt buộc «${quoted}». Xem hướng dẫn với --help.`;
    case 'commander.optionMissingArgument':
      return `Tùy chọn «${quoted}» thiếu giá trị. Xem hướng dẫn với --help.`;
    case 'commander.invalidArgument':
      return `Giá trị của «${quoted}» không dùng được: ${detail}`;
    case 'commander.excessArguments':
      return 'Thừa tham số. Tên có dấu cách phải đặt trong dấu ngoặc kép. Xem hướng dẫn với --help.';
    default:
      return error.message;
  }
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

export function makeProgram(chosen: Chosen): Command {
  const program = vietnamese(new Command('motcua'))
    .description('Một cửa: hồ sơ, thủ tục hành chính và báo cáo kiểm soát thủ tục hành chính của xã, phường.')
    .option('--data <thư mục>', 'thư mục dữ liệu (mặc định: MOTCUA_DATA, rồi ./data)')
    .configureOutput({ outputError: () => {} });
  const choose = (handler: Handler): void => {
    chosen.handler = handler;
  };
  const add = (parent: Command, name: string, description: string): Command => {
    const command = vietnamese(parent.command(name)).description(description);
    command.configureOutput({ outputError: () => {} });
    return command;
  };
  const asJson = (command: Command): Command => command.option('--json', 'in ra một tài liệu JSON', false);

  add(program, 'serve', 'mở ứng dụng web của Bộ phận Một cửa')
    .addOption(new Option('--port <cổng>', 'cổng').argParser(port).default(8080))
    .option('--host <địa chỉ>', 'địa chỉ nghe', '127.0.0.1')
    .option('--demo', 'nạp phường mẫu và tạo tài khoản mẫu', false)
    .action((options) =>
      choose(async (context) => (await import('./serve-command.ts')).runServeCommand(options, context)),
    );
  add(program, 'code', 'mã xác thực bước hai hiện thời của một tài khoản mẫu')
    .argument('<tên đăng nhập>', 'ví dụ tiepnhan')
    .action((loginName) =>
      choose(async (context) => (await import('../cli/serve.ts')).runSampleCode({ loginName }, context)),
    );

  add(program, 'demo', 'nạp phường mẫu Quý III/2023')
    .option('--report', 'lập luôn báo cáo và in số tổng', false)
    .option('--out <thư mục>', 'nơi ghi báo cáo', 'out')
    .action((options) =>
      choose(async (context) => {
        const { inSampleTime } = await import('./sample-clock.ts');
        return (await import('../cli/demo.ts')).runDemo(options, inSampleTime(context, { begins: false }));
      }),
    );

  asJson(add(program, 'migrate', 'mở thư mục dữ liệu và nâng cấp cơ sở dữ liệu')).action((options) =>
    choose(async (context) => (await import('../cli/maintain.ts')).runMigrate(options, context)),
  );
  add(program, 'backup', 'sao lưu thư mục dữ liệu vào một tệp')
    .argument('<tệp>', 'tệp sao lưu sẽ ghi')
    .action((file) => choose(async (context) => (await import('../cli/maintain.ts')).runBackup({ file }, context)));
  add(program, 'restore', 'phục hồi một tệp sao lưu vào thư mục dữ liệu trống')
    .argument('<tệp>', 'tệp sao lưu')
    .action((file) => choose(async (context) => (await import('../cli/maintain.ts')).runRestore({ file }, context)));

  const imports = add(program, 'import', 'nhập dữ liệu từ tệp');
  const importing = (
    name: string,
    description: string,
    run: (module: typeof import('../cli/import.ts')) => typeof import('../cli/import.ts').runImportLedger,
  ): void => {
    asJson(add(imports, name, description))
      .argument('<tệp>', 'tệp dữ liệu')
      .requiredOption('--unit <đơn vị>', 'mã đơn vị, ví dụ phuoc-long')
      .action((file, options) =>
        choose(async (context) => run(await import('../cli/import.ts'))({ ...options, file }, context)),
      );
  };
  importing('ledger', 'nhập sổ theo dõi hồ sơ (CSV hoặc XLSX)', (module) => module.runImportLedger);
  importing('catalogue', 'nhập danh mục thủ tục hành chính (JSON)', (module) => module.runImportCatalogue);
  importing('calendar', 'nhập giờ làm việc và ngày nghỉ của đơn vị (JSON)', (module) => module.runImportCalendar);
  importing('registers', 'nhập các sổ kiểm soát thủ tục hành chính (JSON)', (module) => module.runImportRegisters);

  asJson(add(program, 'deadline', 'tính hạn trả kết quả'))
    .option('--received <thời điểm>', 'lúc tiếp nhận, ví dụ 2023-08-31T15:20')
    .option('--term <thời hạn>', '"3 workingDay", "8 workingHour", "sameDay", "15 calendarDay", "1 month"')
    .option(
      '--suspended <A/B>',
      'tạm dừng từ A đến B; dùng nhiều lần được',
      (text: string, all: string[]) => [...all, text],
      [] as string[],
    )
    .option('--explain', 'nêu từng ngày được tính, bỏ qua và căn cứ', false)
    .option('--batch <tệp>', 'mỗi dòng một câu hỏi JSON')
    .action((options) => choose(async (context) => (await import('../cli/deadline.ts')).runDeadline(options, context)));

  const report = add(program, 'report', 'báo cáo kiểm soát thủ tục hành chính');
  const placed = (name: string, description: string): Command =>
    asJson(add(report, name, description))
      .requiredOption('--unit <đơn vị>', 'mã đơn vị')
      .requiredOption('--period <kỳ>', '2023-Q3, 2023-09, 2023-H2 hoặc 2023');
  const versioned = (command: Command): Command =>
    command
      .addOption(new Option('--version <số>', 'một phiên bản đã chốt').argParser(positive))
      .option('--live', 'tính từ diễn biến hiện có, kể cả khi kỳ đã chốt', false);
  const form = (command: Command): Command => command.requiredOption('--form <biểu>', 'ví dụ II.06a');
  form(versioned(placed('show', 'xem một biểu'))).action((options) =>
    choose(async (context) => (await import('../cli/report.ts')).runShow(options, context)),
  );
  form(versioned(placed('cell', 'các hồ sơ đứng sau một ô')))
    .requiredOption('--row <hàng>', 'tên lĩnh vực, số thứ tự, hoặc "TỔNG CỘNG"')
    .requiredOption('--column <cột>', 'số cột, hoặc suspended, cancelled')
    .action((options) => choose(async (context) => (await import('../cli/report.ts')).runCell(options, context)));
  versioned(placed('build', 'ghi báo cáo ra tệp'))
    .requiredOption('--out <thư mục>', 'nơi ghi')
    .option('--formats <dạng>', 'docx,xlsx,pdf,json', 'docx,xlsx,pdf,json')
    .action((options) => choose(async (context) => (await import('../cli/report.ts')).runBuild(options, context)));
  placed('close', 'chốt số liệu kỳ báo cáo')
    .option('--reason <lý do>', 'lý do chốt lại khi có đính chính')
    .action((options) => choose(async (context) => (await import('../cli/report.ts')).runClose(options, context)));
  placed('verify', 'lập lại báo cáo đã chốt và chứng minh không đổi')
    .addOption(new Option('--version <số>', 'một phiên bản đã chốt').argParser(positive))
    .action((options) => choose(async (context) => (await import('../cli/report.ts')).runVerify(options, context)));
  placed('compare', 'so hai phiên bản, hoặc so với một tệp JSON')
    .option('--versions <phiên bản...>', 'hai số phiên bản')
    .option('--with <tệp>', 'tệp JSON do «report build» ghi ra')
    .action((options) => choose(async (context) => (await import('../cli/report.ts')).runCompare(options, context)));

  asJson(add(program, 'check', 'soát một báo cáo viết tay (.docx hoặc .txt)'))
    .argument('<tệp>', 'báo cáo cần soát')
    .option('--out <tệp>', 'ghi bản DOCX có ghi chú tại chỗ')
    .option('--unit <đơn vị>', 'đối chiếu với số liệu của đơn vị')
    .option('--period <kỳ>', 'kỳ đối chiếu')
    .action((file, options) =>
      choose(async (context) => (await import('./check-command.ts')).runCheckCommand({ ...options, file }, context)),
    );

  const account = add(program, 'account', 'tài khoản đăng nhập');
  add(account, 'create', 'tạo tài khoản, in mật khẩu dùng một lần')
    .argument('<tên đăng nhập>', 'chữ thường không dấu')
    .requiredOption('--unit <đơn vị>', 'mã đơn vị')
    .requiredOption('--name <họ tên>', 'họ tên')
    .option('--position <chức vụ>', 'chức vụ')
    // Collected here: commander takes `…<vai trò...>` for one value, since its «\w» knows no «ò».
    .requiredOption('--role <vai trò>', 'vai trò, ví dụ unitAdministrator; mỗi vai trò một lần --role', collect)
    .action((loginName, options) =>
      choose(async (context) =>
        (await import('../cli/account.ts')).runAccountCreate({ ...options, loginName }, context),
      ),
    );
  add(account, 'unlock', 'mở khóa tài khoản')
    .argument('<tên đăng nhập>', 'tài khoản')
    .option('--password', 'cấp mật khẩu dùng một lần mới', false)
    .option('--second-factor', 'gỡ xác thực bước hai để thiết lập lại', false)
    .option('--address <địa chỉ>', 'bỏ chặn một địa chỉ mạng')
    .action((loginName, options) =>
      choose(async (context) =>
        (await import('../cli/account.ts')).runAccountUnlock({ ...options, loginName }, context),
      ),
    );

  const audit = add(program, 'audit', 'nhật ký');
  asJson(add(audit, 'verify', 'kiểm tra nhật ký không bị sửa')).action((options) =>
    choose(async (context) => (await import('../cli/audit.ts')).runAuditVerify(options, context)),
  );
  return program;
}
