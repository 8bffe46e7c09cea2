/** Backing the data up and restoring them (sao lưu, phục hồi). */
import { type BackupOptions, type BackupResult, backupTo } from '../store/backup.ts';
import { type RestoreResult, restoreFrom } from '../store/restore.ts';

export function backUp(file: string, place: BackupOptions): Promise<BackupResult> {
  return backupTo(file, place);
}

export function restore(file: string, place: BackupOptions): Promise<RestoreResult> {
  return restoreFrom(file, place.dataFolder, {
    ...(place.databaseUrl === undefined ? {} : { databaseUrl: place.databaseUrl }),
    ...(place.say === undefined ? {} : { say: place.say }),
  });
}
