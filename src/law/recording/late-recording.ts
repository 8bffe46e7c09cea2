/**
 * How far back an act may be recorded (giới hạn ghi sau). No act of law that was read says it; an office may set its own
 * by a dated setting. Five working days are a working week; sixty reach back over the quarter that is reported next.
 */
import type { LateRecordingRule } from '../../core/process/late-recording.ts';
import { plainDate } from '../../core/time/plain-date.ts';

export const LATE_RECORDING_RULES: readonly LateRecordingRule[] = [
  {
    effectiveFrom: plainDate('2018-06-21'),
    effectiveThrough: null,
    ordinaryWorkingDays: 5,
    correctorWorkingDays: 60,
    basis: 'Mức mặc định của phần mềm; đơn vị có thể đặt mức riêng',
    status: 'provisional',
  },
];
