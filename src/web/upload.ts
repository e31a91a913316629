import type { RequestHandler } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import type { Refusal } from '../core/refusal.ts';

/** Room for two million characters of any script, and for the form around them. */
const MOST_BYTES = 8_500_000;

/**
 * Keeps so much of a file that whoever reads it can tell it is too long, and reads on to its end: what else the form says comes
 * behind the file and must not be lost with it.
 */
const inMemory: StorageEngine = {
  _handleFile(_req, file, done) {
    const chunks: Buffer[] = [];
    let kept = 0;
    file.stream.on('data', (chunk: Buffer) => {
      if (kept > MOST_BYTES) return;
      chunks.push(chunk);
      kept += chunk.length;
    });
    file.stream.once('error', done);
    file.stream.once('end', () => done(null, { buffer: Buffer.concat(chunks), size: kept }));
  },
  _removeFile(_req, _file, done) {
    done(null);
  },
};

const upload = multer({ storage: inMemory, limits: { fieldSize: MOST_BYTES, files: 1, fields: 20 } }).single('file');

/** Reads a form with a text, pasted or in its `file`; `tooLarge` is for a text that is pasted beyond all limits. */
export function receiveText(tooLarge: () => Refusal): RequestHandler {
  return (req, res, next) => {
    upload(req, res, (error: unknown) => {
      next(error instanceof MulterError && error.code === 'LIMIT_FIELD_VALUE' ? tooLarge() : error);
    });
  };
}
