/** A program for the tests: writes the sample report in all formats, prints a digest of each, and leaves by itself. */
import { createHash } from 'node:crypto';
import { REPORT_FORMATS, startPdfEngine, writeReports } from './index.ts';
import { hostileModel, sampleModel } from './report-model.fixture.ts';

const began = performance.now();
startPdfEngine();
const sample = await writeReports(sampleModel(), REPORT_FORMATS);
const coldMs = performance.now() - began;
const again = performance.now();
await writeReports(sampleModel(), REPORT_FORMATS);
const warmMs = performance.now() - again;
const hostile = await writeReports(hostileModel(), REPORT_FORMATS);

const digests = [...sample, ...hostile].map(([format, bytes]) => [
  format,
  createHash('sha256').update(bytes).digest('hex'),
]);
process.stdout.write(`${JSON.stringify({ digests, coldMs: Math.round(coldMs), warmMs: Math.round(warmMs) })}\n`);
