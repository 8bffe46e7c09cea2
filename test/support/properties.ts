/**
 * One seed for all properties, so that a run can be repeated; MOTCUA_SEED looks elsewhere (`MOTCUA_SEED=$RANDOM npm test`).
 */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['MOTCUA_SEED'] ?? 20_230_914) });
