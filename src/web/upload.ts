import type { RequestHandler } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { Refusal } from '../core/refusal.ts';

/** Room for two million characters of any script, and for the form around them. */
const MOST_TEXT = 8_500_000;
/** What any reader takes. */
const MOST_FILE = 10_000_000;

/**
 * Keeps a file of at most so many bytes, and reads a larger one on to its end: what else the form says comes behind the file
 * and must not be lost with it. Of a larger one the first bytes are kept, one more than `most`.
 */
function inMemory(most: number): StorageEngine {
  return {
    _handleFile(_req, file, done) {
      const chunks: Buffer[] = [];
      let kept = 0;
      file.stream.on('data', (chunk: Buffer) => {
        const room = most + 1 - kept;
        if (room <= 0) return;
        chunks.push(chunk.subarray(0, room));
        kept += Math.min(chunk.length, room);
      });
      file.stream.once('error', done);
      file.stream.once('end', () => done(null, { buffer: Buffer.concat(chunks), size: kept }));
    },
    _removeFile(_req, _file, done) {
      done(null);
    },
  };
}

// Browsers write the names of files in UTF-8.
const NAMES = { defParamCharset: 'utf8' };

const asText = multer({
  ...NAMES,
  storage: inMemory(MOST_FILE),
  limits: { fieldSize: MOST_TEXT, files: 1, fields: 20 },
}).single('file');

/** Reads a form with a text, pasted or in its `file`; `tooLarge` is for a text that is pasted beyond all limits. */
export function receiveText(tooLarge: () => Refusal): RequestHandler {
  return (req, res, next) => {
    asText(req, res, (error: unknown) => {
      next(error instanceof MulterError && error.code === 'LIMIT_FIELD_VALUE' ? tooLarge() : error);
    });
  };
}

/** Reads a form with any kind of `file`, of at most so many bytes. */
export function receiveFile(most: number): RequestHandler {
  const upload = multer({ ...NAMES, storage: inMemory(most), limits: { files: 1, fields: 20 } }).single('file');
  return (req, res, next) => {
    upload(req, res, (error: unknown) => {
      if (!error && req.file && req.file.size > most) {
        const limit = `This file is larger than ${most / 1_000_000} MB, the limit.`;
        next(new Refusal('too_large', limit, { file: [limit] }));
      } else next(error);
    });
  };
}
