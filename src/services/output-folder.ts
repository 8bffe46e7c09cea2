/** Where commands put files: their folder is made as a data folder is. */
export { makeFolders } from '../store/make-folders.ts';
